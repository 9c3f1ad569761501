"""Into the pool and out of it: by others than who nominates, with the role, a trial period and hours of training."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts.enums import Role
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.pool.factory import AT, XpertFactory, accepted, assess, coordinator, desk, with_account
from xperts.pool import workflow
from xperts.pool.enums import TrialOutcome, XpertState
from xperts.pool.models import Assessment, Rules, Standing, Xpert, XpertHistory

pytestmark = pytest.mark.django_db
S = XpertState


def nominated(**changes) -> Xpert:
    return XpertFactory(nominated=True, person__roles=[], **changes)


def selected(*, by=None) -> Xpert:
    xpert = nominated()
    for _ in range(2):
        assess(xpert, desk())
    workflow.select(xpert, by=by or coordinator(), at=AT)
    return xpert


def nominate(email: str, *, by=None, at=AT) -> Xpert:
    return workflow.nominate(name="Carla Testers", email=email, why="Kan dit goed.", by=by or UserFactory(), at=at)


def test_nominee_and_coordinators_hear_of_a_nomination():
    nominee, boss = with_account(), coordinator()

    xpert = nominate(nominee.email)

    assert (xpert.person, xpert.state) == (nominee, S.NOMINATED)
    assert {mail.to for mail in OutgoingMail.objects.all()} == {nominee.email, boss.email}


def test_nominee_without_account_is_linked_when_it_is_there():
    xpert = nominate("Nieuw@Example.org")
    for _ in range(2):
        assess(xpert, desk())
    boss = coordinator()

    with pytest.raises(ValidationError, match="nog geen account"):
        workflow.select(xpert, by=boss, at=AT)
    nominee = with_account(email="nieuw@example.org")
    workflow.select(xpert, by=boss, at=AT)

    assert Xpert.objects.get(pk=xpert.pk).person == nominee


def test_unconfirmed_address_is_nobody_yet():
    UserFactory(email="nieuw@example.org")

    assert nominate("nieuw@example.org").person is None


def test_second_nomination_is_one_more_voice_and_tells_nothing():
    xpert = nominate("nieuw@example.org")

    again = nominate("nieuw@example.org")

    assert again == xpert
    assert list(xpert.history.order_by("pk").values_list("act", flat=True)) == ["nominate", "support"]


def test_who_said_the_same_does_not_assess_either():
    by, xpert = desk(), nominate("nieuw@example.org")
    nominate("nieuw@example.org", by=by)

    with pytest.raises(PermissionDenied, match="zelf ook voorgedragen"):
        assess(xpert, by)


def test_who_left_can_be_nominated_again_and_begins_a_new_round():
    xpert = XpertFactory(left=True)
    with_account(email="x@example.org")
    Xpert.objects.filter(pk=xpert.pk).update(person=None, nominee_email="oud@example.org")

    again = nominate("oud@example.org")

    assert (again.pk, again.state, again.round, again.first_assessor_key) == (xpert.pk, S.NOMINATED, 2, None)


@pytest.mark.parametrize(("email", "why"), [("ik@example.org", "Goed"), ("ander@example.org", "   ")])
def test_nominating_oneself_or_without_a_reason_is_refused(email, why):
    by = UserFactory(email="ik@example.org")

    with pytest.raises(ValidationError):
        workflow.nominate(name="Ik", email=email, why=why, by=by, at=AT)
    assert not Xpert.objects.exists()


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_assessments_do_not_select(number):
    xpert = nominated()
    for _ in range(number):
        assess(xpert, desk())
    assess(xpert, desk(), is_positive=False)

    with pytest.raises(ValidationError, match="Minstens twee mensen"):
        workflow.select(xpert, by=coordinator(), at=AT)


def test_selected_xpert_gets_the_role_a_trial_period_and_a_year_of_training():
    xpert = Xpert.objects.get(pk=selected().pk)

    assert (xpert.state, xpert.trial_ends_on) == (S.ACTIVE, date(2027, 9, 2))
    assert Role.XPERT in xpert.person.roles
    assert Standing.objects.get(person=xpert.person).until == date(2027, 3, 2)


def test_nominator_and_nominee_do_not_assess():
    by = desk()
    xpert = XpertFactory(nominated=True, nominated_by=by, person__roles=["kernteam"])

    for person in (by, xpert.person):
        with pytest.raises(PermissionDenied):
            assess(xpert, person)


def test_one_person_assesses_once_and_every_criterion():
    xpert, by = nominated(), desk()
    assess(xpert, by)

    with pytest.raises(ValidationError):
        assess(xpert, by)
    with pytest.raises(ValidationError, match="Beoordeel elk punt"):
        workflow.assess(xpert, is_positive=True, answers=[], note="Goed", by=desk(), at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_assessor_key": None},
        {"second_assessor_key": 10_001},
        {"joined_on": None},
        {"rate_cents": None},
        {"delivery": "institute"},
        {"trial_outcome": "goes_on"},
        {"person": None},
    ],
)
def test_database_refuses_an_xpert_that_was_not_selected_by_two(wrong):
    xpert = XpertFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Xpert.objects.filter(pk=xpert.pk).update(**wrong)


@pytest.mark.parametrize("who", ["person_id", "nominated_by_id"])
@pytest.mark.parametrize("key", ["first_assessor_key", "second_assessor_key"])
def test_database_refuses_nominee_and_nominator_as_assessor(who, key):
    xpert = XpertFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Xpert.objects.filter(pk=xpert.pk).update(**{key: getattr(xpert, who)})


@pytest.mark.parametrize("key", ["nominator_key", "nominee_key"])
def test_database_refuses_an_assessment_by_nominee_or_nominator(key):
    row = assess(nominated(), by := desk())

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(**{key: by.pk})


PEOPLE = ("own", "desk", "coordinator", "kernteam", "other")
ALLOWED = {
    "nominate": set(PEOPLE),
    "select": {"coordinator"},
    "refuse": {"own", "coordinator"},
    "rest": {"own", "desk", "coordinator"},
    "resume": {"own", "desk", "coordinator"},
    "leave": {"coordinator"},
}


@pytest.mark.parametrize("name", workflow.XPERTS.transitions)
@pytest.mark.parametrize("where", S.values)
def test_each_step_is_for_its_people_from_its_own_states(name, where):
    xpert, row = Xpert(state=where, person=UserFactory()), workflow.XPERTS.transitions[name]
    people = {"own": xpert.person, "other": UserFactory(), "kernteam": UserFactory(roles=["kernteam"])}
    people |= {"desk": desk(), "coordinator": coordinator()}

    found = {who for who, person in people.items() if workflow.XPERTS.can(xpert, name, person)}

    assert found == (ALLOWED[name] if where in row.sources else set())


def test_coordinator_does_not_select_or_judge_oneself():
    boss = coordinator()
    xpert = nominated(person=boss)

    with pytest.raises(PermissionDenied):
        workflow.select(assessed(xpert), by=boss, at=AT)


def assessed(xpert: Xpert) -> Xpert:
    for _ in range(2):
        assess(xpert, desk())
    return xpert


def test_refusal_needs_a_reason_and_is_told():
    xpert = nominated()

    with pytest.raises(ValidationError):
        workflow.refuse(xpert, by=coordinator(), at=AT, note=" ")
    workflow.refuse(xpert, by=coordinator(), at=AT, note="Nu genoeg mensen voor dit thema.")

    assert "Nu genoeg mensen" in OutgoingMail.objects.get(to=xpert.person.email).text


def test_nominee_need_not_want_it():
    xpert, boss = nominated(), coordinator()

    workflow.refuse(xpert, by=xpert.person, at=AT, note="Geen tijd")

    assert [mail.to for mail in OutgoingMail.objects.all()] == [boss.email]


def test_leaving_takes_the_role_and_the_training_back():
    boss = coordinator()
    xpert = selected(by=boss)

    workflow.leave(xpert, by=boss, at=AT)

    xpert = Xpert.objects.get(pk=xpert.pk)
    assert (xpert.state, xpert.person.roles) == (S.LEFT, [])
    assert not Standing.objects.exists()


def test_who_has_something_in_hand_is_not_taken_out_of_the_pool():
    ask = accepted()

    with pytest.raises(ValidationError, match="heeft nog 1 verzoek of traject"):
        workflow.leave(ask.xpert, by=coordinator(), at=AT)


def test_wanting_to_stop_rests_at_once_and_tells_the_coordinator_once():
    xpert, boss = XpertFactory(), coordinator()

    for _ in range(2):
        workflow.ask_to_leave(xpert, by=xpert.person, at=AT, note="Andere baan")

    assert Xpert.objects.get(pk=xpert.pk).state == S.RESTING
    assert OutgoingMail.objects.filter(to=boss.email).count() == 1


def test_two_people_deciding_at_once_is_told():
    xpert = assessed(nominated())
    other = Xpert.objects.get(pk=xpert.pk)
    workflow.select(xpert, by=coordinator(), at=AT)

    with pytest.raises(StaleState):
        workflow.select(other, by=coordinator(), at=AT)


def test_end_of_a_trial_period_is_announced_once_and_judged_once():
    xpert, boss = XpertFactory(trial_ends_on=AT.date() + timedelta(days=30)), coordinator()

    assert [workflow.warn_of_trials(at=AT), workflow.warn_of_trials(at=AT)] == [1, 0]
    told = {"outcome": TrialOutcome.GOES_ON, "note": "Ging goed.", "by": boss, "at": AT}
    workflow.judge_trial(xpert, **told)

    with pytest.raises(ValidationError, match="al beoordeeld"):
        workflow.judge_trial(Xpert.objects.get(pk=xpert.pk), **told)
    assert OutgoingMail.objects.filter(to=xpert.person.email).count() == 2


def test_extended_trial_period_is_half_a_year_longer_and_announced_again():
    xpert = XpertFactory(trial_ends_on=date(2026, 3, 31))
    workflow.warn_of_trials(at=AT)

    workflow.judge_trial(xpert, outcome=TrialOutcome.EXTENDED, note="Nog kort bezig.", by=coordinator(), at=AT)

    assert (xpert.trial_ends_on, xpert.trial_outcome) == (date(2026, 9, 30), "")
    assert workflow.warn_of_trials(at=AT + timedelta(days=150)) == 1


def test_every_step_leaves_a_trace_that_says_who():
    boss = coordinator()
    xpert = selected(by=boss)

    rows = XpertHistory.objects.filter(subject=xpert).order_by("pk").values_list("act", "to_state")

    assert list(rows) == [("assess", S.NOMINATED), ("assess", S.NOMINATED), ("select", S.ACTIVE)]
    assert xpert.history.first().by == boss


def test_rules_of_another_round_do_not_count():
    xpert = assessed(nominated())
    Xpert.objects.filter(pk=xpert.pk).update(round=2)

    with pytest.raises(ValidationError, match="Minstens twee"):
        workflow.select(Xpert.objects.get(pk=xpert.pk), by=coordinator(), at=AT)
    assert Rules.objects.count() == 1
