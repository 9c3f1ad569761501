"""What is public of an entry: putting it up, taking it down, and keeping the index in step, in one transaction."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from loket.accounts import organisations
from loket.catalogue import content as contents
from loket.catalogue import findable, signals
from loket.catalogue.enums import EntryState
from loket.catalogue.models import Entry, EntryHistory, LinkCheck
from loket.catalogue.sheets import SHEETS
from loket.core.workflow import StaleState
from loket.core.working_days import add_months, local_date
from loket.search import index

SLUG_LENGTH = 100
# Pages of the catalogue itself live beside the entries: an entry may not take their address.
RESERVED_SLUGS = frozenset({"bestanden", "soorten", "vergelijken", "wijzigingen", "zoeken"})


def fill(entry: Entry, content: dict, *, at: datetime) -> None:
    """Set what follows from the content on the entry, unsaved; counts the version up."""
    entry.kind = content["kind"]
    entry.title = content["title"][: contents.TITLE_LENGTH]
    entry.summary = content["summary"][: contents.SUMMARY_LENGTH]
    entry.content = content
    entry.version += 1
    entry.state = EntryState.PUBLISHED
    entry.published_at = entry.published_at or at
    entry.changed_at = at
    entry.last_checked = entry.last_checked or local_date(at)
    entry.next_check = add_months(entry.last_checked, SHEETS[entry.kind].check_months)


def slug_for(title: str, external_id: str, is_taken) -> str:
    """A readable address that never changes again: the title, with a mark of the external id when it is taken."""
    plain = slugify(title)[:SLUG_LENGTH].strip("-")
    if plain and plain not in RESERVED_SLUGS and not is_taken(plain):
        return plain
    mark = hashlib.sha256(external_id.encode()).hexdigest()[:10]
    return f"{plain[: SLUG_LENGTH - 12] or 'ingang'}-{mark}"


def _is_taken_by_another(entry: Entry):
    return lambda slug: Entry.objects.filter(slug=slug).exclude(pk=entry.pk).exists()


def publish(entry: Entry, content: dict, *, by, at: datetime) -> None:
    """Make ``content`` the published text. Raises ``StaleState`` when the entry changed since it was read."""
    before, was_public = entry.version, entry.state == EntryState.PUBLISHED
    keys = contents.changed_keys(entry.content, content) if entry.content else []
    fill(entry, content, at=at)
    entry.last_checked = local_date(at)
    entry.next_check = add_months(entry.last_checked, SHEETS[entry.kind].check_months)
    entry.organisation = organisations.find(content["organisation"]) if content["organisation"] else None
    if before == 0:
        entry.slug = slug_for(entry.title, entry.external_id, _is_taken_by_another(entry))
    with transaction.atomic():
        if not Entry.objects.filter(pk=entry.pk, version=before).update(version=entry.version):
            raise StaleState
        entry.save()
        EntryHistory.objects.create(
            subject=entry,
            at=at,
            by=by,
            act="changed" if was_public else "published",
            from_state="",
            to_state=EntryState.PUBLISHED,
            version=entry.version,
            changed_keys=keys,
        )
        LinkCheck.objects.watch([content], at=at)
        index.put(findable.document(entry, local_date(at)))
        if was_public:
            signals.entry_changed.send(Entry, entry=entry, by=by, at=at, changed_keys=keys)
        else:
            signals.entry_published.send(Entry, entry=entry, by=by, at=at)


@transaction.atomic
def archive(entry: Entry, *, by, at: datetime, reason: str, successor: Entry | None) -> None:
    _move(
        entry,
        EntryState.PUBLISHED,
        EntryState.ARCHIVED,
        by=by,
        at=at,
        note=reason,
        archived_at=at,
        archive_reason=reason,
        successor=successor,
    )
    index.remove(findable.SUBJECT_TYPE, entry.pk)
    signals.entry_archived.send(Entry, entry=entry, by=by, at=at, successor=successor)


@transaction.atomic
def restore(entry: Entry, *, by, at: datetime) -> None:
    _move(
        entry,
        EntryState.ARCHIVED,
        EntryState.PUBLISHED,
        by=by,
        at=at,
        archived_at=None,
        archive_reason="",
        successor=None,
    )
    LinkCheck.objects.watch([entry.content], at=at)
    index.put(findable.document(entry, local_date(at)))
    signals.entry_restored.send(Entry, entry=entry, by=by, at=at)


@transaction.atomic
def mark_checked(entry: Entry, *, by, today: date, at: datetime) -> None:
    next_check = add_months(today, SHEETS[entry.kind].check_months)
    _note(entry, "checked", by=by, at=at, last_checked=today, next_check=next_check)
    signals.entry_confirmed.send(Entry, entry=entry, by=by, at=at)


@transaction.atomic
def unmark_checked(entry: Entry, *, by, at: datetime, last_checked: date | None, next_check: date | None) -> None:
    """Take *klopt nog* back: the dates of before."""
    _note(entry, "unchecked", by=by, at=at, last_checked=last_checked, next_check=next_check)
    signals.entry_unconfirmed.send(Entry, entry=entry, by=by, at=at)


@transaction.atomic
def hand_over(entry: Entry, *, by, at: datetime, owner, deputy) -> None:
    """Give the entry this owner and deputy. The public step names nobody."""
    _note(entry, "handed_over", by=by, at=at, owner=owner, deputy=deputy)


@transaction.atomic
def recognise(entry: Entry, act: str, *, by, at: datetime, note: str = "", **columns) -> None:
    """Change what the entry says of its recognition: badge, facet and public trace follow.

    ``act`` is *recognised*, *recognition_lapsed* or *recognition_withdrawn*; ``columns`` are among ``recognition_*``.
    """
    _note(entry, act, by=by, at=at, note=note, **columns)
    signals.entry_recognised.send(Entry, entry=entry, by=by, at=at, act=act)


def _note(entry: Entry, act: str, *, by, at: datetime, **changes) -> None:
    """Change something beside the text of a published entry."""
    _move(entry, EntryState.PUBLISHED, EntryState.PUBLISHED, by=by, at=at, act=act, **changes)
    index.put(findable.document(entry, local_date(at)))


def _move(
    entry: Entry, source: str, target: str, *, by, at: datetime, note: str = "", act: str = "", **changes
) -> None:
    if not Entry.objects.filter(pk=entry.pk, state=source).update(state=target, **changes):
        raise StaleState
    entry.refresh_from_db()
    EntryHistory.objects.create(
        subject=entry,
        at=at,
        by=by,
        act=act or target,
        from_state=source,
        to_state=target,
        note=note,
        version=entry.version,
    )
