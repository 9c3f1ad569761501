"""What editors say about the entries that are shown beside one: pinned first, or never shown."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.catalogue import permissions, related
from loket.catalogue.enums import RelatedChoiceKind
from loket.catalogue.models import Entry, RelatedChoice
from loket.core.workflow import StaleState


def choose(entry: Entry, other: Entry, *, kind: str, reason: str, by, at: datetime) -> RelatedChoice:
    """Pin ``other`` beside ``entry``, or bar it. Raises ``ValidationError`` with a sentence when that cannot be."""
    if not permissions.is_editor(by):
        raise PermissionDenied("Alleen de redactie kiest wat erop lijkt.")
    reason = reason.strip()
    if other.pk == entry.pk:
        raise ValidationError("Een ingang kan niet naast zichzelf staan. Kies een andere.")
    if kind == RelatedChoiceKind.PINNED and not reason:
        raise ValidationError("Schrijf waarom deze ingang erbij hoort. Bezoekers lezen deze reden.")
    with transaction.atomic():
        Entry.objects.select_for_update().get(pk=entry.pk)  # so that two editors do not both pin the last one
        pinned = entry.related_choices.standing().filter(kind=RelatedChoiceKind.PINNED).count()
        if kind == RelatedChoiceKind.PINNED and pinned >= related.SHOWN:
            raise ValidationError(f"Er staan al {related.SHOWN} ingangen vast. Haal er eerst een weg.")
        told = {"kind": kind, "reason": reason, "by": by, "at": at}
        row = _write(entry, other, told)
        related.forget(entry.pk)
    return row


def _write(entry: Entry, other: Entry, told: dict) -> RelatedChoice:
    try:
        with transaction.atomic():
            return RelatedChoice.objects.create(entry=entry, other=other, **told)
    except IntegrityError as error:
        raise ValidationError(f"Voor “{other}” is al een keuze gemaakt. Draai die eerst terug.") from error


def take_back(choice: RelatedChoice, *, by, at: datetime) -> None:
    """Undo a choice. Raises ``StaleState`` when somebody else did so first."""
    if not permissions.is_editor(by):
        raise PermissionDenied("Alleen de redactie kiest wat erop lijkt.")
    with transaction.atomic():
        standing = RelatedChoice.objects.standing().filter(pk=choice.pk)
        if not standing.update(taken_back_at=at, taken_back_by=by):
            raise StaleState
        related.forget(choice.entry_id)


def page(entry: Entry) -> dict:
    """What is shown beside an entry now, and the choices of editors that made it so."""
    choices = list(entry.related_choices.standing().select_related("other", "by"))
    return {"entry": entry, "related": related.to(entry), "choices": choices}
