"""Recognition on the entry: given, lapsed, withdrawn, or taken over from the source by an import."""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from loket.catalogue import publishing
from loket.catalogue.enums import RevisionState
from loket.catalogue.models import Entry, Revision
from loket.catalogue.recognition import notifications, permissions, terms
from loket.catalogue.recognition.enums import Body, Origin
from loket.catalogue.recognition.models import Procedure, Recognition
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

logger = logging.getLogger(__name__)

# So many in one run at most; the night after takes the rest.
MOST_AT_ONCE = 2000
NOTHING = {"level": "", "decided_on": None, "valid_until": None, "by": "", "note": ""}


def _columns(recognition: Recognition) -> dict:
    """What the entry says of it, by the ends of its columns."""
    return {
        "level": recognition.level,
        "decided_on": recognition.decided_on,
        "valid_until": recognition.valid_until,
        "by": recognition.by,
        "note": f"Voorwaarden: {recognition.conditions}" if recognition.conditions else "",
    }


def _put_on(entry: Entry, act: str, columns: dict, *, by, at: datetime, note: str = "") -> None:
    """On a published entry with badge, facet and public step; on another only for when it comes back."""
    named = {f"recognition_{name}": value for name, value in columns.items()}
    if entry.is_published:
        publishing.recognise(entry, act, by=by, at=at, note=note, **named)
    elif named:
        Entry.objects.filter(pk=entry.pk).update(**named)


def grant(procedure: Procedure, *, by, at: datetime) -> Recognition:
    """Record what was decided, put it on the entry, and publish the sheet that was judged as the entry's text."""
    entry = Entry.objects.select_for_update().get(pk=procedure.entry_id)
    decided_on = local_date(procedure.decided_at)
    Recognition.objects.standing().filter(entry=entry).update(replaced_at=at)
    recognition = Recognition.objects.create(
        entry=entry,
        procedure=procedure,
        origin=Origin.PROCEDURE,
        level=procedure.granted_level,
        decided_on=decided_on,
        by=(Body.PANEL if procedure.needs_panel else Body.COMMITTEE).label,
        valid_until=terms.valid_until(procedure.granted_level, decided_on),
        motivation=procedure.motivation,
        conditions=procedure.conditions,
        is_example=procedure.is_example,
        recorded_at=at,
    )
    _publish_sheet(entry, procedure, by=by, at=at)
    _put_on(entry, "recognised", _columns(recognition), by=by, at=at, note=recognition.get_level_display())
    return recognition


def _publish_sheet(entry: Entry, procedure: Procedure, *, by, at: datetime) -> None:
    """What assessors read is what visitors get; a version of its own, like an accepted proposal."""
    content = entry.content | {"fields": entry.content.get("fields", {}) | procedure.sheet}
    if content == entry.content or not entry.is_published:
        return
    Revision.objects.create(
        entry=entry,
        author=procedure.applicant,
        state=RevisionState.ACCEPTED,
        content=content,
        base_version=entry.version,
        version=entry.version + 1,
        remark="Het werkblad waarop de erkenning rust.",
        created_at=procedure.applied_at,
        saved_at=procedure.saved_at or procedure.applied_at,
        submitted_at=procedure.applied_at,
        due_on=local_date(procedure.applied_at),
        decided_at=at,
    )
    publishing.publish(entry, content, by=by, at=at)


def withdraw(entry: Entry, *, by, at: datetime, reason: str) -> None:
    """Take a recognition back before its term; the history keeps it, with the reason."""
    if not permissions.can_withdraw_recognition(by, entry):
        raise PermissionDenied("Alleen de redactie trekt een erkenning in.")
    if not reason.strip():
        raise ValidationError("Schrijf waarom de erkenning wordt ingetrokken.")
    with transaction.atomic():
        current = Entry.objects.select_for_update().get(pk=entry.pk)
        standing = Recognition.objects.standing().filter(entry=current).first()
        if standing is None:
            raise StaleState
        standing.withdrawn_at, standing.withdrawal_reason = at, reason.strip()
        standing.save(update_fields=["withdrawn_at", "withdrawal_reason"])
        standing.entry = current
        _put_on(current, "recognition_withdrawn", NOTHING, by=by, at=at, note=reason.strip())
        notifications.taken_back(standing, at=at)


def lapse_due(*, at: datetime) -> int:
    """Let what is past its last day lapse, each in a transaction of its own. Returns how many; a second run finds none.

    The moment kept is that of the term, not of this run.
    """
    due = Recognition.objects.past_term(local_date(at)).order_by("valid_until", "pk")
    done = 0
    for number in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        try:
            done += _lapse(number, at=at)
        except DatabaseError:  # the next night tries again, and the others need not wait for it
            logger.exception("recognition not lapsed", extra={"recognition": number})
    return done


@transaction.atomic
def _lapse(number: int, *, at: datetime) -> bool:
    recognition = Recognition.objects.running().select_for_update().filter(pk=number).first()
    if recognition is None:
        return False
    recognition.lapsed_at = recognition.ends_at
    recognition.save(update_fields=["lapsed_at"])
    people = Entry.objects.select_for_update(of=("self",)).select_related("owner", "deputy")
    entry = people.get(pk=recognition.entry_id)
    recognition.entry = entry
    _put_on(entry, "recognition_lapsed", {}, by=None, at=at)
    notifications.lapsed(recognition, at=at)
    return True


def announce_due(*, at: datetime) -> int:
    """Tell owners, once, that a recognition ends within half a year and can be judged again. Returns how many."""
    today = local_date(at)
    due = Recognition.objects.to_announce(today, terms.announced_until(today)).filter(entry__state="published")
    rows = due.order_by("valid_until", "pk").select_related("entry__owner", "entry__deputy")
    done = 0
    for recognition in rows[:MOST_AT_ONCE]:
        with transaction.atomic():
            if (
                Recognition.objects.running()
                .filter(pk=recognition.pk, announced_at__isnull=True)
                .update(announced_at=at)
            ):
                notifications.announced(recognition, at=at)
                done += 1
    return done


def take_over(sender, *, entries: list[Entry], by, at: datetime, **signal) -> None:
    """After an import: keep what the source says as a dated record; what was decided here stays as it was."""
    known = {row.entry_id: row for row in Recognition.objects.standing().filter(entry__in=entries)}
    fresh = []
    for entry in entries:
        standing = known.get(entry.pk)
        if standing and standing.origin == Origin.PROCEDURE:
            _keep_decision(entry, standing, at=at)
        elif not _same(entry, standing):
            fresh.append(entry)
    Recognition.objects.standing().filter(entry__in=fresh).update(replaced_at=at)
    Recognition.objects.bulk_create(_record(entry, at=at) for entry in fresh if entry.recognition_level)


def _same(entry: Entry, standing: Recognition | None) -> bool:
    if standing is None:
        return not entry.recognition_level
    said = (entry.recognition_level, entry.recognition_decided_on, entry.recognition_valid_until, entry.recognition_by)
    return said == (standing.level, standing.decided_on, standing.valid_until, standing.by)


def _keep_decision(entry: Entry, standing: Recognition, *, at: datetime) -> None:
    columns = _columns(standing)
    if any(getattr(entry, f"recognition_{name}") != value for name, value in columns.items()):
        _put_on(entry, "recognised", columns, by=None, at=at, note=standing.get_level_display())


def _record(entry: Entry, *, at: datetime) -> Recognition:
    record = Recognition(
        entry=entry,
        origin=Origin.IMPORT,
        level=entry.recognition_level,
        decided_on=entry.recognition_decided_on,
        by=entry.recognition_by,
        valid_until=entry.recognition_valid_until,
        motivation=entry.recognition_note,
        recorded_at=at,
    )
    if entry.recognition_has_lapsed(local_date(at)):
        record.lapsed_at = record.ends_at
    return record
