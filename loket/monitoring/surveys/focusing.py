"""Focus groups: planning them, who takes part, and what was concluded."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from loket.core.workflow import Transition, Workflow
from loket.monitoring.surveys.enums import FocusState
from loket.monitoring.surveys.models import FocusGroup, FocusGroupHistory, Participant
from loket.monitoring.surveys.permissions import can_survey
from loket.monitoring.surveys.workflow import require_coordinator

F = FocusState
MOST_PARTICIPANTS = 30
NAMES_KEPT = timedelta(days=365)
_WRITTEN = ["title", "purpose", "plan", "starts_at", "place", "leader", "survey", "notes", "conclusions"]

GROUPS = Workflow(
    (
        Transition("hold", frozenset({F.PLANNED}), F.HELD, can_survey, "Is gehouden"),
        Transition("conclude", frozenset({F.HELD}), F.CONCLUDED, can_survey, "Conclusies zijn klaar"),
        Transition("cancel", frozenset({F.PLANNED}), F.CANCELLED, can_survey, "Gaat niet door"),
        Transition("reopen", frozenset({F.CONCLUDED}), F.HELD, can_survey, "Conclusies wijzigen"),
        Transition("plan", frozenset({F.CANCELLED, F.HELD}), F.PLANNED, can_survey, "Toch nog gepland"),
    ),
    history=lambda: FocusGroupHistory,
)


@transaction.atomic
def keep(group: FocusGroup, *, by, at: datetime) -> FocusGroup:
    require_coordinator(by)
    act = "change" if group.pk else "make"
    # A step that somebody took meanwhile stays.
    group.save(update_fields=_WRITTEN if group.pk else None)
    FocusGroupHistory.objects.create(subject=group, at=at, by=by, act=act, to_state=group.state)
    return group


def step(group: FocusGroup, name: str, *, by, at: datetime) -> None:
    """Raises ``ValidationError`` when there is nothing to conclude, or it is still to come."""
    if name == "conclude" and not group.conclusions.strip():
        raise ValidationError("Schrijf eerst de conclusies op.")
    if name == "hold" and group.starts_at > at:
        raise ValidationError("Deze focusgroep moet nog komen.")
    GROUPS.apply(group, name, by=by, at=at)


def add(group: FocusGroup, participant: Participant, *, by) -> Participant:
    """Write a participant. Raises ``ValidationError`` when the same person is there, or it is full."""
    require_coordinator(by)
    with transaction.atomic():
        FocusGroup.objects.select_for_update().get(pk=group.pk)
        rows = group.participants
        if rows.count() >= MOST_PARTICIPANTS:
            raise ValidationError(f"Een focusgroep heeft ten hoogste {MOST_PARTICIPANTS} deelnemers.")
        if participant.person_id and rows.filter(person=participant.person_id).exists():
            raise ValidationError("Deze collega doet al mee.")
        participant.group = group
        participant.save()
    return participant


def mark(participant: Participant, *, came: bool | None, by) -> None:
    """Whether somebody was there; None when that is not known."""
    require_coordinator(by)
    Participant.objects.filter(pk=participant.pk).update(came=came)
    participant.came = came


def remove(participant: Participant, *, by) -> None:
    require_coordinator(by)
    participant.delete()


def forget_names(at: datetime) -> int:
    """A year after a group was held nobody needs to know who was in it."""
    past = Participant.objects.filter(group__starts_at__lt=at - NAMES_KEPT).exclude(name="", person=None)
    return past.update(name="", person=None)
