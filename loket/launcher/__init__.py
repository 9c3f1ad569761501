"""Starts the embedded PostgreSQL and Redis where no servers of one's own are named. Knows nothing of Django."""
