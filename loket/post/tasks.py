import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from loket.post import fetching, imap, receiving

logger = logging.getLogger(__name__)


@shared_task
def fetch_mailboxes() -> None:
    for url in settings.IMAP_URLS:
        fetching.fetch(imap.place(url), at=timezone.now())


@shared_task
def finish_mail_left_halfway() -> None:
    for raw_id in receiving.unfinished(at=timezone.now()):
        receiving.process(raw_id, at=timezone.now())
