"""What the coordinator keeps in versions. A change is a new version; nothing is written over.

Before the first change the starting texts below are in force; they become rows when the first case needs them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify

from loket.core.workflow import StaleState
from xperts.cases import permissions
from xperts.cases.models import Criterion, Framework, Rules, Terms
from xperts.cases.starting import CRITERIA, RULES

MOST_CRITERIA = 20


@dataclass(frozen=True)
class Line:
    """A criterion as it is shown or typed; an empty ``code`` is a new one."""

    title: str
    explanation: str
    code: str = ""


def framework() -> Framework | None:
    """The newest version; None when no case has been begun yet."""
    return Framework.objects.prefetch_related("criteria").first()


def criteria(version: Framework | None) -> list[Line]:
    """The lines of a version, or those to start with."""
    if version is None:
        return [Line(title, explanation, code) for code, title, explanation in CRITERIA]
    return [Line(row.title, row.explanation, row.code) for row in version.criteria.all()]


def framework_in_force(*, at: datetime) -> Framework:
    """The version that a new case begins with; the first one is made here."""
    return framework() or _write_framework(criteria(None), by=None, at=at, note="De criteria om mee te beginnen.")


def renew_framework(lines: Sequence[Line], *, by, at: datetime, note: str) -> Framework:
    """A new version for cases that begin from now on.

    Raises ``PermissionDenied``, ``ValidationError``, and ``StaleState`` when another was made at the same moment.
    """
    _require_keeper(by)
    if not 1 <= len(lines) <= MOST_CRITERIA:
        raise ValidationError(f"Vul minstens één criterium in, en hooguit {MOST_CRITERIA}.")
    if len({line.title.lower() for line in lines}) < len(lines):
        raise ValidationError("Twee criteria hebben dezelfde naam. Geef ze elk een eigen naam.")
    try:
        with transaction.atomic():
            framework_in_force(at=at)
            return _write_framework(lines, by=by, at=at, note=note)
    except IntegrityError:  # the number of the version is given once
        raise StaleState from None


def _write_framework(lines: Sequence[Line], *, by, at: datetime, note: str) -> Framework:
    version = Framework.objects.create(version=_next(Framework), at=at, by=by, note=note)
    used = {line.code for line in lines if line.code}
    rows = []
    for position, line in enumerate(lines, start=1):
        code = line.code or _free_code(line.title, used)
        used.add(code)
        told = {"title": line.title, "explanation": line.explanation}
        rows.append(Criterion(framework=version, code=code, position=position, **told))
    Criterion.objects.bulk_create(rows)
    return version


def _free_code(title: str, used: set[str]) -> str:
    stem = slugify(title)[:34] or "criterium"
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, 99))) if code not in used)


def rules() -> Rules | None:
    return Rules.objects.first()


def rules_in_force(*, at: datetime) -> Rules:
    """The version that is accepted now; the first one is made here."""
    return rules() or Rules.objects.create(version=1, at=at, text=RULES, note="De spelregels om mee te beginnen.")


def renew_rules(text: str, *, by, at: datetime, note: str) -> Rules:
    """A new version, for who applies from now on.

    Raises ``PermissionDenied``, ``ValidationError``, and ``StaleState`` when another was made at the same moment.
    """
    _require_keeper(by)
    if not text.strip():
        raise ValidationError("Schrijf de spelregels op.")
    try:
        with transaction.atomic():
            rules_in_force(at=at)
            return Rules.objects.create(version=_next(Rules), at=at, by=by, note=note, text=text)
    except IntegrityError:  # the number of the version is given once
        raise StaleState from None


def terms() -> Terms:
    """The terms and rates that hold now; those to start with where nobody changed them."""
    return Terms.objects.first() or Terms()


def change_terms(values: dict[str, int], *, by, at: datetime) -> Terms:
    """Terms for what begins from now on. Raises ``PermissionDenied``."""
    _require_keeper(by)
    return Terms.objects.create(at=at, by=by, **values)


def _next(model) -> int:
    return (model.objects.aggregate(last=Max("version"))["last"] or 0) + 1


def _require_keeper(user) -> None:
    if not permissions.can_keep_rules(user):
        raise PermissionDenied("Alleen een coördinator kan dit wijzigen.")
