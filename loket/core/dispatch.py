"""Sending tasks to the workers: by name, after commit, and without an error for the visitor when Redis is away."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

from loket.celery import app

logger = logging.getLogger(__name__)


def after_commit(task_name: str, *arguments) -> None:
    """Send the task once the change is committed. Where the broker is away, a sweep finds the work later."""
    transaction.on_commit(lambda: _send(task_name, arguments))


def _send(task_name: str, arguments: tuple) -> None:
    try:
        app.send_task(task_name, args=arguments, retry=False)
    except OperationalError:
        logger.warning("task not sent, left to the sweep", extra={"task": task_name})
