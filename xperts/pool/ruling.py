"""New versions of the rules of the pool; old ones stay, as asks and assessments point at theirs."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.workflow import StaleState
from xperts.pool import permissions, training
from xperts.pool.models import Rules

SETTABLE = (
    "theme",
    "text",
    "sector",
    "region",
    "method",
    "quality",
    "floor",
    "near_tie",
    "prior",
    "ask_days",
    "rest_days",
    "interest_years",
    "most_at_once",
    "months_ahead",
    "training_minutes",
    "intervision_minutes",
    "announce_days",
    "trial_months",
    "criteria",
)
MOST_CRITERIA = 12


def renew(values: Mapping[str, object], *, note: str, by, at: datetime, seen: int) -> Rules:
    """Write the next version, for who is proposed or assessed from now on. ``seen``: the version that was changed.

    Raises ``PermissionDenied``, ``ValidationError``, and ``StaleState`` when somebody made a version meanwhile.
    """
    if not permissions.can_set_rules(by):
        raise PermissionDenied("Alleen een coördinator verandert de werkwijze.")
    if not note.strip():
        raise ValidationError({"note": "Schrijf waarom u dit verandert."})
    if not 1 <= len(values["criteria"]) <= MOST_CRITERIA:
        raise ValidationError({"criteria": f"Vul minstens één punt in, en hooguit {MOST_CRITERIA}."})
    with transaction.atomic():
        current = Rules.objects.kept()
        if current.version != seen:
            raise StaleState
        chosen = {name: values[name] for name in SETTABLE}
        fresh = Rules(version=seen + 1, made_at=at, made_by=by, note=note.strip(), **chosen)
        fresh.full_clean(exclude=["made_by"])
        try:
            with transaction.atomic():
                fresh.save()
        except IntegrityError as error:
            raise StaleState from error
        if (current.training_minutes, current.intervision_minutes) != (
            fresh.training_minutes,
            fresh.intervision_minutes,
        ):
            training.renew_all()
    return fresh
