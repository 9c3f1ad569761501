from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from loket.monitoring.steering import workflow
from loket.monitoring.steering.enums import Outcome
from loket.monitoring.steering.models import ActionPoint, Deal, Measure, Pilot, Risk
from loket.monitoring.steering.workflow import Verdict
from tests.factories import UserFactory
from tests.monitoring.steering import factory

pytestmark = pytest.mark.django_db
VERDICT = Verdict(Outcome.ROLL_OUT, "Het werkt en het kost weinig.", "Zes gemeenten deden mee.", 74)
MADE = {ActionPoint: factory.action, Pilot: factory.pilot, Risk: factory.risk, Deal: factory.deal}
PAIRS = [
    (model, state, name)
    for model, table in workflow.WORKFLOWS.items()
    for state, name in product([value for value, _ in model._meta.get_field("state").choices], table.transitions)
    if name != workflow.END
]


@pytest.mark.parametrize(("model", "state", "name"), PAIRS)
def test_step_is_possible_from_its_sources_only(at, model, state, name):
    item = MADE[model](at)
    item.state = state
    row = workflow.WORKFLOWS[model].transitions[name]

    assert workflow.WORKFLOWS[model].can(item, name, factory.lead()) is (state in row.sources)


def test_owner_says_that_it_is_done_and_it_stands_in_the_history(at):
    item = factory.action(at)

    workflow.step(item, "finish", by=item.owner, at=at, note="Alles staat klaar.")

    last = item.history.first()
    assert (item.state, item.closed_on) == ("done", local_date(at))
    assert (last.by, last.from_state, last.to_state, last.note) == (item.owner, "planned", "done", "Alles staat klaar.")


def test_somebody_else_takes_no_step(at):
    item = factory.action(at)

    with pytest.raises(PermissionDenied):
        workflow.step(item, "finish", by=UserFactory(), at=at)


def test_second_step_at_the_same_time_is_told_so(at):
    item, same = factory.action(at), ActionPoint.objects.get()
    workflow.step(item, "finish", by=item.owner, at=at)

    with pytest.raises(StaleState):
        workflow.step(same, "drop", by=factory.lead(), at=at)


def test_reopened_waits_again(at):
    item = factory.action(at)
    workflow.step(item, "finish", by=item.owner, at=at)

    workflow.step(item, "reopen", by=item.owner, at=at)

    assert (item.state, item.closed_on, ActionPoint.objects.waiting().count()) == ("running", None, 1)


def test_another_day_and_score_stand_in_the_history(at):
    item = factory.risk(at)
    item.chance, item.due_on = 5, item.due_on + timedelta(days=7)

    workflow.keep(item, by=factory.lead(), at=at)

    assert item.history.first().note == "Uiterste datum: 01-04-2026 → 08-04-2026. Kans: 3, redelijk → 5, heel groot"


def test_only_coordinators_write(at):
    item = factory.action(at)

    with pytest.raises(PermissionDenied):
        workflow.keep(item, by=item.owner, at=at)


@pytest.mark.parametrize("outcome", Outcome)
def test_pilot_ends_with_a_decision_and_a_reason(at, outcome):
    pilot = factory.pilot(at)

    workflow.end_pilot(pilot, Verdict(outcome, VERDICT.reason, VERDICT.result, VERDICT.reach), by=factory.lead(), at=at)

    pilot.refresh_from_db()
    assert (pilot.state, pilot.outcome, pilot.reach, pilot.reason) == ("ended", outcome, 74, VERDICT.reason)


@pytest.mark.parametrize(("reason", "result"), [("  ", "Veel"), ("Daarom", "")])
def test_pilot_does_not_end_without_reason_or_result(at, reason, result):
    pilot = factory.pilot(at)

    with pytest.raises(ValidationError):
        workflow.end_pilot(pilot, Verdict(Outcome.STOP, reason, result, 3), by=factory.lead(), at=at)


def test_pilot_does_not_end_by_a_plain_step(at):
    with pytest.raises(PermissionDenied):
        workflow.step(factory.pilot(at), workflow.END, by=factory.lead(), at=at)


def test_database_holds_that_an_ended_pilot_has_a_reason(at):
    pilot = factory.pilot(at)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(state="ended", closed_on=local_date(at))


def test_reopened_pilot_has_no_outcome(at):
    pilot = factory.pilot(at)
    workflow.end_pilot(pilot, VERDICT, by=factory.lead(), at=at)

    workflow.step(pilot, "reopen", by=factory.lead(), at=at)

    assert (pilot.state, pilot.outcome) == ("running", "")


def test_measure_is_done_once_and_can_be_taken_back(at):
    risk = factory.risk(at)
    measure = workflow.add_measure(risk, "Elk kwartaal een gesprek", due_on=None, by=risk.owner, at=at)

    for is_done in (True, True, False):
        workflow.settle_measure(measure, is_done=is_done, by=risk.owner, at=timezone.now())

    notes = list(risk.history.order_by("pk").values_list("note", flat=True))
    assert Measure.objects.get().done_on is None
    assert notes[1:] == [
        "Maatregel: Elk kwartaal een gesprek",
        "Gedaan: Elk kwartaal een gesprek",
        "Toch nog open: Elk kwartaal een gesprek",
    ]


def test_empty_measure_is_refused(at):
    risk = factory.risk(at)

    with pytest.raises(ValidationError):
        workflow.add_measure(risk, " ", due_on=None, by=risk.owner, at=at)
