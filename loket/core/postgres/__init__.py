"""Django's PostgreSQL engine with a check of idle connections that costs no round trip."""
