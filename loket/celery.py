"""The Celery application: workers and beat."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings")

app = Celery("loket")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Every entry says its time in words; a test binds each name to a task.
app.conf.beat_schedule = {
    "every minute: send what waits in the outbox": {"task": "loket.core.tasks.sweep_outbox", "schedule": 60.0},
    "every minute: publish planned proposals": {
        "task": "loket.catalogue.tasks.publish_scheduled_proposals",
        "schedule": 60.0,
    },
    "every five minutes: process files whose task got lost": {
        "task": "loket.catalogue.tasks.process_files_left_waiting",
        "schedule": 300.0,
    },
    "every night at 3.20: throw away what is past its term": {
        "task": "loket.core.tasks.throw_away_what_is_past_its_term",
        "schedule": crontab(hour=3, minute=20),
    },
    "every day at 7.15: remind owners to look at their entries": {
        "task": "loket.catalogue.tasks.remind_owners_of_checks",
        "schedule": crontab(hour=7, minute=15),
    },
    # A slice of the links whose week is over, so that no site gets all questions at once.
    "every quarter of an hour: check the links whose week is over": {
        "task": "loket.catalogue.tasks.check_links_that_are_due",
        "schedule": 900.0,
    },
    "every night at 4.10: count the words of the search anew": {
        "task": "search.recount",
        "schedule": crontab(hour=4, minute=10),
    },
    "every five minutes: write the counters of use": {"task": "loket.usage.tasks.write_use_counts", "schedule": 300.0},
}
