"""Making a survey, sending it, and closing it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.accounts.models import User
from loket.core import dispatch
from loket.core.workflow import Transition, Workflow
from loket.core.working_days import local_date
from loket.monitoring.surveys import mixing, permissions, sampling
from loket.monitoring.surveys.enums import SurveyState
from loket.monitoring.surveys.models import HalfWay, Invitation, OptOut, Survey, SurveyHistory, Version
from loket.monitoring.surveys.sampling import Plan

DRAFT, OPEN, CLOSED = SurveyState.DRAFT, SurveyState.OPEN, SurveyState.CLOSED
MAIL_TASK = "loket.monitoring.surveys.tasks.send_invitations"
ONLY_COORDINATORS = "Alleen een coördinator doet dit."

SURVEYS = Workflow(
    (
        Transition("send", frozenset({DRAFT}), OPEN, permissions.can_survey, "Versturen"),
        Transition("close", frozenset({OPEN}), CLOSED, permissions.by_the_portal, "Nu sluiten"),
    ),
    history=lambda: SurveyHistory,
)


def keep(survey: Survey, *, by, at: datetime) -> Survey:
    """Write a survey that was not sent yet; raises ``ValidationError`` for one that was, also a moment ago."""
    require_coordinator(by)
    is_new = survey.pk is None
    if is_new:
        survey.made_at = at
    with transaction.atomic():
        held = None if is_new else Survey.objects.select_for_update().get(pk=survey.pk)
        if held and held.state != DRAFT:
            raise ValidationError("Deze meting is al verstuurd. U kunt haar niet meer wijzigen.")
        survey.save()
        act = "make" if is_new else "change"
        SurveyHistory.objects.create(subject=survey, at=at, by=by, act=act, to_state=DRAFT)
    return survey


@transaction.atomic
def send(survey: Survey, *, by, at: datetime) -> Plan:
    """Invite who is asked; the mails follow in the background. Returns who was asked and who was not.

    Nobody is asked more than twice a year, also when two surveys are sent at once: the people are locked while it is
    looked at. Raises ``ValidationError`` when nobody is left, or the last day is over; ``StaleState`` when it was sent.
    """
    require_coordinator(by)
    held = Survey.objects.select_for_update(of=("self",)).select_related("version").get(pk=survey.pk)
    _require_sendable(held, at)
    list(sampling.people_in(held).select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))
    plan = sampling.plan(held, at=at)
    if not plan.asked:
        raise ValidationError("Er is niemand om te vragen. Kies een grotere groep.")
    left_out = {reason: len(people) for reason, people in plan.left_out.items()}
    SURVEYS.apply(held, "send", by=by, at=at, sent_at=at, population=plan.population, left_out=left_out)
    Version.objects.filter(pk=held.version_id, fixed_at=None).update(fixed_at=at)
    _invite(held, plan)
    survey.refresh_from_db()
    dispatch.after_commit(MAIL_TASK)
    return plan


def _require_sendable(survey: Survey, at: datetime) -> None:
    today = local_date(at)
    if survey.closes_on <= today:
        raise ValidationError("De laatste dag is al voorbij of is vandaag. Kies een latere dag.")
    if survey.remind_on and survey.remind_on <= today:
        raise ValidationError("De dag van de herinnering is al voorbij of is vandaag. Kies een latere dag.")
    if not survey.version.questions.exists():
        raise ValidationError("Deze vragenlijst heeft nog geen vragen.")


def _invite(survey: Survey, plan: Plan) -> None:
    segments, regions = plan.segments(), plan.regions()
    Invitation.objects.bulk_create(
        Invitation(survey=survey, person=person, level=level, sector=sector, region=regions[person.pk])
        for person in plan.asked
        for level, sector in [segments[person.pk]]
    )


@transaction.atomic
def close(survey: Survey, *, by, at: datetime) -> None:
    """Nobody can answer any more; what was half filled in goes, and the answers lose their order."""
    SURVEYS.apply(survey, "close", by=by, at=at, closed_at=at)
    HalfWay.objects.filter(invitation__survey=survey).delete()
    mixing.mix(survey.pk)


def remove(survey: Survey, *, by) -> None:
    """Throw away a survey that was not sent."""
    require_coordinator(by)
    gone, _ = Survey.objects.filter(pk=survey.pk, state=DRAFT).delete()
    if not gone:
        raise ValidationError("Deze meting is al verstuurd. Zij blijft staan.")


def opt_out(person: User, *, at: datetime) -> None:
    """Somebody does not want to be asked again; the same twice changes nothing."""
    OptOut.objects.get_or_create(person=person, defaults={"at": at})


def opt_in(person: User) -> None:
    OptOut.objects.filter(person=person).delete()


def require_coordinator(by) -> None:
    if not permissions.can_survey(by):
        raise PermissionDenied(ONLY_COORDINATORS)
