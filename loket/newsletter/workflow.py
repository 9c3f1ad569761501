"""Making an edition: its words, its blocks in order, when it goes."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from loket.core.workflow import StaleState, Transition, Workflow
from loket.newsletter import permissions
from loket.newsletter.enums import BlockKind, EditionState
from loket.newsletter.models import Block, Edition, EditionHistory, Subscription

DRAFT, PLANNED = EditionState.DRAFT, EditionState.PLANNED
SENDING, SENT = EditionState.SENDING, EditionState.SENT
MOST_BLOCKS = 40

EDITIONS = Workflow(
    (
        Transition("plan", frozenset({DRAFT}), PLANNED, permissions.can_make, "Inplannen"),
        Transition("unplan", frozenset({PLANNED}), DRAFT, permissions.can_make, "Inplannen ongedaan maken"),
        Transition("begin", frozenset({PLANNED}), SENDING, permissions.by_the_portal, "Versturen"),
        Transition("finish", frozenset({SENDING}), SENT, permissions.by_the_portal, "Klaar"),
    ),
    history=lambda: EditionHistory,
)


def _require_editable(edition: Edition, by) -> None:
    if not permissions.can_make(by):
        raise PermissionDenied("De nieuwsbrief is van de redactie en de coördinator.")
    if edition.pk and not Edition.objects.select_for_update().filter(pk=edition.pk, state=DRAFT).exists():
        raise StaleState


@transaction.atomic
def keep(edition: Edition, *, by, at: datetime) -> Edition:
    """Write a new edition or a changed one. Raises ``StaleState`` when it was planned meanwhile."""
    _require_editable(edition, by)
    if edition.pk:
        edition.save(update_fields=["title", "preview", "theme", "intro"])
        return edition
    edition.created_at, edition.slug = at, _slug(edition.title)
    edition.save()
    EditionHistory.objects.create(subject=edition, at=at, by=by, act="create", to_state=DRAFT)
    return edition


def _slug(title: str) -> str:
    return f"{slugify(title)[:100].strip('-') or 'nieuwsbrief'}-{secrets.token_hex(3)}"


@transaction.atomic
def remove(edition: Edition, *, by) -> None:
    """Throw a draft away; what was sent stays in the archive."""
    _require_editable(edition, by)
    edition.delete()


@transaction.atomic
def add(edition: Edition, blocks: list[Block], *, by) -> list[Block]:
    """Put blocks at the end; what stands in it is passed over. Raises ``ValidationError`` when it is too long."""
    _require_editable(edition, by)
    known = set(edition.blocks.filter(kind=BlockKind.ITEM).values_list("subject_type", "subject_id"))
    new = [block for block in blocks if (block.subject_type, block.subject_id) not in known]
    if edition.blocks.count() + len(new) > MOST_BLOCKS:
        raise ValidationError(f"In een nieuwsbrief passen hooguit {MOST_BLOCKS} blokken.")
    last = edition.blocks.aggregate(last=Max("position"))["last"] or 0
    for place, block in enumerate(new, last + 1):
        block.edition, block.position, block.by = edition, place, by
    return Block.objects.bulk_create(new)


@transaction.atomic
def change_block(block: Block, *, by) -> Block:
    _require_editable(block.edition, by)
    block.save(update_fields=["label", "title", "text", "url"])
    return block


@transaction.atomic
def move(block: Block, steps: int, *, by) -> None:
    """One place up (-1) or down (1); at the end nothing happens."""
    _require_editable(block.edition, by)
    order = list(block.edition.blocks.all())
    here = order.index(block)
    there = min(max(here + steps, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for place, each in enumerate(order, 1):
        Block.objects.filter(pk=each.pk).exclude(position=place).update(position=place)


@transaction.atomic
def take_out(block: Block, *, by) -> None:
    _require_editable(block.edition, by)
    block.delete()


def plan(edition: Edition, moment: datetime, *, by, at: datetime) -> None:
    """Have it sent at that moment. Raises ``ValidationError`` for an empty edition or a moment that is past."""
    if moment < at:
        raise ValidationError("Dit moment is al voorbij. Kies een later moment.")
    if not edition.intro.strip() and not edition.blocks.exists():
        raise ValidationError("De nieuwsbrief is nog leeg. Voeg eerst iets toe.")
    count = audience(edition).count()
    EDITIONS.apply(edition, "plan", by=by, at=at, planned_for=moment, audience_count=count)


def unplan(edition: Edition, *, by, at: datetime) -> None:
    """Back to a draft. Raises ``StaleState`` when sending began already."""
    EDITIONS.apply(edition, "unplan", by=by, at=at, planned_for=None)


def audience(edition: Edition):
    """Who would get it now."""
    return Subscription.objects.active().wanting(edition.theme)
