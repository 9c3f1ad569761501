"""What an Xpert, or the desk for them, changes in a profile; the words for the likeness and the index go along."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.vocabulary import lookup
from xperts.cases.enums import Form
from xperts.pool import affinity, findable, permissions
from xperts.pool.models import Availability, Interest, Xpert, XpertHistory

OWN = frozenset(
    {
        "headline",
        "about",
        "breadth",
        "backgrounds",
        "themes",
        "process_themes",
        "forms",
        "methods",
        "competences",
        "sectors",
        "levels",
        "areas",
        "languages",
        "minutes_a_month",
        "most_at_once",
        "is_public",
        "shown",
    }
)
"""What an Xpert changes; how they are paid is agreed with the coordinator."""

PAY = frozenset({"delivery", "rate_cents", "institute"})
MOST_ROWS = 40


def change(xpert: Xpert, values: Mapping[str, object], *, by, at: datetime) -> None:
    """Write the fields of a profile. Raises ``PermissionDenied``, ``ValidationError``."""
    _require_editor(by, xpert)
    if values.keys() - OWN - PAY or (values.keys() & PAY and not permissions.can_set_pay(by, xpert)):
        raise PermissionDenied("Hoe een Xpert wordt betaald, legt de coördinator vast.")
    with transaction.atomic():
        row = Xpert.objects.select_for_update(of=("self",)).select_related("person__organisation").get(pk=xpert.pk)
        changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
        for name, value in values.items():
            setattr(row, name, value)
        row.changed_at, row.lexemes = at, affinity.counted(texts(row))
        row.full_clean(exclude=["person", "nominated_by", "trial_judged_by", "lexemes"])
        row.save()
        if changed:
            _note(row, ", ".join(changed), by=by, at=at)
        findable.renew(row)
    xpert.refresh_from_db()


def texts(xpert: Xpert) -> Iterable[str]:
    """The words of a profile: what somebody writes, and the labels of what they ticked."""
    yield from (xpert.headline, xpert.headline, xpert.about, *xpert.methods)
    for scheme, codes in (
        ("theme", xpert.themes),
        ("process-theme", xpert.process_themes),
        ("sector", xpert.sectors),
        ("competence", xpert.competences),
    ):
        yield from (lookup.label(scheme, code) for code in codes)
    yield from (str(Form(code).label) for code in xpert.forms)


def add_interest(xpert: Xpert, values: Mapping[str, object], *, by, at: datetime) -> Interest:
    """A standing tie more, with the fields of ``Interest``. Raises ``ValidationError``."""
    return _add(xpert, Interest(xpert=xpert, **values), by=by, at=at)


def add_availability(xpert: Xpert, values: Mapping[str, object], *, by, at: datetime) -> Availability:
    """A time more in which an Xpert can; without any that is always. Raises ``ValidationError``."""
    return _add(xpert, Availability(xpert=xpert, **values), by=by, at=at)


def put_back(row: Interest | Availability, *, by, at: datetime) -> None:
    """Add a line that was taken away as it was. Raises ``PermissionDenied``, ``ValidationError``."""
    _add(row.xpert, row, by=by, at=at)


def _add(xpert: Xpert, row, *, by, at: datetime):
    _require_editor(by, xpert)
    row.full_clean()
    with transaction.atomic():
        Xpert.objects.select_for_update(of=("self",)).get(pk=xpert.pk)
        if type(row).objects.filter(xpert=xpert).count() >= MOST_ROWS:
            raise ValidationError(f"Hooguit {MOST_ROWS} regels. Haal eerst een oude regel weg.")
        row.save()
        _note(xpert, f"erbij: {row}", by=by, at=at)
    return row


def remove(row: Interest | Availability, *, by, at: datetime) -> None:
    """Take a line away; the history says which it was, as a tie may not vanish unseen."""
    _require_editor(by, row.xpert)
    with transaction.atomic():
        if type(row).objects.filter(pk=row.pk).delete()[0]:
            _note(row.xpert, f"weg: {row}", by=by, at=at)


def _require_editor(user, xpert: Xpert) -> None:
    if not permissions.can_edit(user, xpert):
        raise PermissionDenied("Dit profiel is niet van u.")


def _note(xpert: Xpert, note: str, *, by, at: datetime) -> None:
    state = xpert.state
    XpertHistory.objects.create(subject=xpert, at=at, by=by, act="change", from_state=state, to_state=state, note=note)
