"""Starts what the portal needs on one machine: the embedded PostgreSQL and Redis, and the demo as a whole.

Imports nothing of the portal, so that it works before the portal does.
"""
