"""Sending what is planned: a batch at a time, each batch whole or not at all, so that a crash costs nothing."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from loket.core import outbox
from loket.core.telling import stop_headers
from loket.core.workflow import StaleState
from loket.newsletter import rendering
from loket.newsletter.enums import EditionState
from loket.newsletter.models import Delivery, Edition
from loket.newsletter.workflow import EDITIONS, audience

BATCH = 200
BATCHES_A_RUN = 25
"""So many batches in one run of the task; the next run goes on, and the workers do other things in between."""


def send_due(*, at: datetime) -> int:
    """Begin what is due and go on with what was begun; returns how many mails were written."""
    for edition in Edition.objects.due(at):
        _begin(edition, at=at)
    written = 0
    for number in list(Edition.objects.filter(state=EditionState.SENDING).values_list("pk", flat=True)):
        for _ in range(BATCHES_A_RUN):
            sent = send_batch(number, at=at)
            written += sent
            if not sent:
                break
    return written


def _begin(edition: Edition, *, at: datetime) -> None:
    count = audience(edition).filter(confirmed_at__lte=at).count()
    try:
        EDITIONS.apply(edition, "begin", by=None, at=at, begun_at=at, audience_count=count)
    except StaleState:  # another worker began it, or an editor took the planning back
        return


@transaction.atomic
def send_batch(number: int, *, at: datetime) -> int:
    """Write the next mails of an edition; 0 when it is finished or another worker has it."""
    edition = Edition.objects.select_for_update(skip_locked=True).filter(pk=number, state=EditionState.SENDING).first()
    if edition is None:
        return 0
    # Held until the mails are written: who leaves in this moment either gets none, or finds it taken out again.
    waiting = audience(edition).filter(pk__gt=edition.sent_to, confirmed_at__lte=edition.begun_at)
    people = list(waiting.select_for_update().order_by("pk")[:BATCH])
    if not people:
        EDITIONS.apply(edition, "finish", by=None, at=at, sent_at=at)
        return 0
    letter = rendering.letter(edition)
    deliveries = [_write(edition, subscription, letter, at=at) for subscription in people]
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    sent_count = edition.sent_count + len(people)
    Edition.objects.filter(pk=edition.pk).update(sent_to=people[-1].pk, sent_count=sent_count)
    return len(people)


def _write(edition: Edition, subscription, letter: rendering.Letter, *, at: datetime) -> Delivery:
    delivery = Delivery(edition=edition, subscription=subscription, at=at)
    stop = rendering.link_to_stop(subscription)
    own = letter.to(stop, rendering.link_to_preferences(subscription))
    delivery.mail = outbox.queue_rendered(
        to=subscription.email,
        subject=own.subject,
        text=own.text,
        html=own.html,
        at=at,
        dedupe_key=f"newsletter:{edition.pk}:{subscription.pk}",
        headers=stop_headers(stop) | {"Message-ID": f"<{delivery.message_id}>", "Precedence": "bulk"},
    )
    return delivery


def send_trial(edition: Edition, *, to: str, at: datetime) -> None:
    """The mail as it would leave now, to one maker; its links to leave lead to the public page."""
    page = f"{settings.SITE_URL}{reverse('newsletter')}"
    own = rendering.letter(edition).to(page, page)
    outbox.queue_rendered(to=to, subject=f"[Proef] {own.subject}", text=own.text, html=own.html, at=at)
