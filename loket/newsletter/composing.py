"""What an edition could tell: what is new or changed since the last one, and what is coming."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loket.core.working_days import local_date
from loket.newsletter.enums import BlockKind
from loket.newsletter.models import Block, Edition
from loket.search import audience, facets
from loket.search.models import Findable
from network.events import findable as event_findable
from network.events import pages as event_pages
from network.events.models import Event

FIRST_TIME = timedelta(days=30)
AHEAD = timedelta(days=56)
MOST_PER_KIND, LOOKED_AT, MOST_EVENTS = 8, 300, 10
COMING = "Agenda"
KEY = "{}:{}"
_LONGEST_SUMMARY = 600


@dataclass(frozen=True)
class Offer:
    """Something that can be put in: ``key`` is what the form sends back."""

    key: str
    title: str
    detail: str


@dataclass(frozen=True)
class Shelf:
    """Offers of one kind."""

    label: str
    offers: list[Offer]


def since(edition: Edition) -> date:
    """The day of the last edition of its kind, or a month ago."""
    last = Edition.objects.archive().filter(theme=edition.theme, sent_at__isnull=False).order_by("-sent_at").first()
    return local_date(last.sent_at if last else edition.created_at - FIRST_TIME)


def shelves(edition: Edition, *, at: datetime) -> list[Shelf]:
    """What is public and new or changed since then, by kind, and the events that are coming; without what is in it."""
    day, taken = since(edition), _taken(edition)
    new = _public(edition.theme).filter(published_on__gte=day).exclude(subject_type=event_findable.SUBJECT_TYPE)
    changed = _public(edition.theme).filter(changed_on__gte=day, published_on__lt=day)
    changed = changed.exclude(subject_type=event_findable.SUBJECT_TYPE)
    found = [*_by_kind(new.order_by("-published_on", "-pk"), taken, "Nieuw: {}")]
    found += _by_kind(changed.order_by("-changed_on", "-pk"), taken, "Bijgewerkt: {}")
    coming = [offer for offer in map(_event_offer, _coming(edition.theme, at)) if offer.key not in taken]
    return [*([Shelf(COMING, coming)] if coming else []), *found]


def _public(theme: str):
    shown = Findable.objects.filter(audience__contains=[audience.PUBLIC]).defer("vector")
    return shown.filter(facets__contains=[f"theme:{theme}"]) if theme else shown


def _taken(edition: Edition) -> set[str]:
    rows = edition.blocks.filter(kind=BlockKind.ITEM).values_list("subject_type", "subject_id")
    return {KEY.format(*row) for row in rows}


def _by_kind(rows, taken: set[str], label: str) -> list[Shelf]:
    by_kind: dict[str, list[Offer]] = {}
    for row in rows[:LOOKED_AT]:
        offer = Offer(KEY.format(row.subject_type, row.subject_id), row.title, row.summary)
        if offer.key not in taken and len(by_kind.setdefault(row.kind, [])) < MOST_PER_KIND:
            by_kind[row.kind].append(offer)
    return [
        Shelf(label.format(facets.label_of("kind", kind).lower()), offers) for kind, offers in by_kind.items() if offers
    ]


def _coming(theme: str, at: datetime) -> list[Event]:
    events = Event.objects.coming(at).filter(starts_at__lte=at + AHEAD)
    return list((events.filter(themes__contains=[theme]) if theme else events).order_by("starts_at")[:MOST_EVENTS])


def _event_offer(event: Event) -> Offer:
    return Offer(KEY.format(event_findable.SUBJECT_TYPE, event.pk), event.title, event_pages.when(event))


def blocks_of(keys: list[str]) -> list[Block]:
    """A block for each of these offers, in this order, in the words that the portal has; unknown ones give none."""
    wanted = [(kind, int(number)) for kind, _, number in (key.partition(":") for key in keys) if number.isdecimal()]
    rows = _public("").filter(subject_type__in={kind for kind, _ in wanted}, subject_id__in={n for _, n in wanted})
    found = {(row.subject_type, row.subject_id): row for row in rows}
    events = [number for kind, number in wanted if kind == event_findable.SUBJECT_TYPE]
    when = {event.pk: event_pages.when(event) for event in Event.objects.filter(pk__in=events)}
    return [_block(found[key], when.get(key[1], "")) for key in wanted if key in found]


def _block(row: Findable, when: str) -> Block:
    is_event = row.subject_type == event_findable.SUBJECT_TYPE
    words = f"**{when}**\n\n{row.summary}" if is_event and when else row.summary
    return Block(
        kind=BlockKind.ITEM,
        label=COMING if is_event else facets.label_of("kind", row.kind)[:60],
        title=row.title,
        text=words[:_LONGEST_SUMMARY],
        url=row.url,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
    )
