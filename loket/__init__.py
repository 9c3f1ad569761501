"""Loket Gezondheidsbevordering: the portal, its configuration and layer 1."""

from loket.celery import app as celery_app

__all__ = ["celery_app"]
