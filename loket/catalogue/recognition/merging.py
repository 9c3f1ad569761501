"""What becomes of recognitions and their procedures when a double goes into another entry."""

from datetime import datetime

from loket.catalogue import merging, publishing
from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.recognition.enums import OPEN_STATES
from loket.catalogue.recognition.models import Procedure, Recognition

_COLUMNS = ("level", "decided_on", "valid_until", "by", "note")


def register() -> None:
    merging.register("erkenning", _move, _move_back)


def _move(gone: Entry, kept: Entry, at: datetime) -> dict[str, list[int] | bool]:
    """History and procedures go along; what stands or runs only where the other has none, as there can be but one."""
    if kept.kind != Kind.INTERVENTION:
        return {"recognitions": [], "procedures": [], "is_given": False}
    recognitions, procedures = Recognition.objects.filter(entry=gone), Procedure.objects.filter(entry=gone)
    has_own = Recognition.objects.standing().filter(entry=kept).exists()
    if has_own:
        recognitions = recognitions.exclude(pk__in=Recognition.objects.standing().filter(entry=gone))
    if Procedure.objects.filter(entry=kept, state__in=OPEN_STATES).exists():
        procedures = procedures.exclude(state__in=OPEN_STATES)
    moved = [list(rows.values_list("pk", flat=True)) for rows in (recognitions, procedures)]
    is_given = not has_own and Recognition.objects.standing().filter(pk__in=moved[0]).exists()
    Recognition.objects.filter(pk__in=moved[0]).update(entry=kept)
    Procedure.objects.filter(pk__in=moved[1]).update(entry=kept)
    if is_given:
        _put_on(kept, "recognised", gone, at=at, note=gone.get_recognition_level_display())
    return {"recognitions": moved[0], "procedures": moved[1], "is_given": is_given}


def _move_back(gone: Entry, kept: Entry, at: datetime, told: dict) -> None:
    Recognition.objects.filter(pk__in=told["recognitions"], entry=kept).update(entry=gone)
    Procedure.objects.filter(pk__in=told["procedures"], entry=kept).update(entry=gone)
    if told["is_given"]:
        nothing = Entry(recognition_by="", recognition_note="")
        _put_on(kept, "unmerged", nothing, at=at, note="Het samenvoegen is teruggedraaid.")


def _put_on(entry: Entry, act: str, source: Entry, *, at: datetime, note: str) -> None:
    columns = {f"recognition_{name}": getattr(source, f"recognition_{name}") for name in _COLUMNS}
    publishing.recognise(entry, act, by=None, at=at, note=note, **columns)
