"""Asking an Xpert and the answer: once, in time, and undone where it can be (hard cases 62–67, 73–77)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.factory import case_in, moment
from tests.xperts.pool.factory import AT, XpertFactory, accepted, asked, coordinator, desk, granted
from xperts.cases import workflow as cases
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.pool import asking, granting
from xperts.pool.enums import AskState
from xperts.pool.models import Ask, Rules

pytestmark = pytest.mark.django_db
S = AskState


@pytest.fixture
def two_xperts(monkeypatch):
    """The kernteam granted two Xperts."""
    monkeypatch.setattr(granting, "_numbers", [lambda case: 2])


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def again(ask: Ask) -> Ask:
    return Ask.objects.select_related("case", "xpert__person").get(pk=ask.pk)


def mails_to(person) -> list[str]:
    return list(OutgoingMail.objects.filter(to=person.email).order_by("pk").values_list("subject", flat=True))


def test_choosing_the_first_asks_at_once_and_moves_the_case():
    case, xpert = granted(), XpertFactory()

    ask = asking.choose(case, xpert, by=desk(), at=AT, seen=0)

    assert (ask.state, ask.rank, ask.why_other, state(case)) == (S.ASKED, 1, "", State.PROPOSED)
    assert mails_to(xpert.person) == ["Wilt u dit advies geven? Antwoord voor 9 maart 2026"]


def test_choice_keeps_the_rules_and_all_scores_that_were_shown():
    case, first, other = granted(), XpertFactory(), XpertFactory(themes=["slaap"])

    ask = asking.choose(case, first, by=desk(), at=AT, seen=0)

    assert ask.rules == Rules.objects.get(version=1)
    assert ask.shown["scores"].keys() == {str(first.pk), str(other.pk)}
    assert ask.shown["scores"][str(first.pk)] == ask.score


def test_choosing_another_than_the_first_asks_one_sentence_and_keeps_it():
    case, first, other = granted(), XpertFactory(), XpertFactory(themes=["slaap"])

    with pytest.raises(ValidationError, match="Schrijf in één zin waarom"):
        asking.choose(case, other, by=desk(), at=AT, seen=0, why_other="  ")

    ask = asking.choose(case, other, by=desk(), at=AT, seen=0, why_other="Kent de streek.")
    assert (ask.rank, ask.first, ask.why_other) == (2, first, "Kent de streek.")


def test_choosing_who_cannot_is_refused_with_the_reason():
    resting = XpertFactory(resting=True)

    with pytest.raises(ValidationError, match="kan nu niet worden gevraagd. Is in rust."):
        asking.choose(granted(), resting, by=desk(), at=AT, seen=0)


@pytest.mark.parametrize("role", ["professional", "kernteam", "xpert", "redactie"])
def test_only_desk_and_coordinator_choose(role):
    with pytest.raises(PermissionDenied):
        asking.choose(granted(), XpertFactory(), by=UserFactory(roles=[role]), at=AT, seen=0)


def test_who_is_the_xpert_or_asks_for_help_does_not_choose():
    case, xpert = granted(), XpertFactory(person__roles=["xpert", "servicedesk"])
    case.contact.roles = ["servicedesk"]
    case.contact.save()

    for person in (xpert.person, case.contact):
        with pytest.raises(PermissionDenied):
            asking.choose(case, xpert, by=person, at=AT, seen=0)


def test_second_desk_hears_that_somebody_was_first():
    case = granted()
    asked(XpertFactory(), case=case)

    with pytest.raises(StaleState):
        asking.choose(case, XpertFactory(), by=desk(), at=AT, seen=0)


@pytest.mark.parametrize("where", [State.WITH_KERNTEAM, State.REJECTED, State.CONTRACT, State.RUNNING, State.WITHDRAWN])
def test_case_that_does_not_look_for_an_xpert_is_refused(where):
    with pytest.raises(StaleState):
        asking.choose(case_in(where, at=AT), XpertFactory(), by=desk(), at=AT, seen=0)


def test_term_is_the_end_of_a_working_day():
    rules = Rules(ask_days=5)

    assert asking.due(AT, rules) == moment(9, 23, 59).replace(second=59)
    assert asking.due(moment(30, month=4), rules) == moment(8, 23, 59, month=5).replace(second=59)


def test_yes_leads_to_the_contract_and_tells_desk_and_asker():
    ask = asked(by=(by := desk()))

    asking.accept(ask, by=ask.xpert.person, at=AT)

    assert (again(ask).state, state(ask.case)) == (S.ACCEPTED, State.CONTRACT)
    assert mails_to(by)[-1].endswith(f"zegt ja: {ask.case.reference}")
    assert mails_to(ask.case.contact)[-1] == "Er is een Xpert voor u"


def test_yes_twice_is_as_once():
    ask = accepted()
    before = OutgoingMail.objects.count()

    asking.accept(ask, by=ask.xpert.person, at=AT)

    assert OutgoingMail.objects.count() == before


def test_yes_counts_to_the_last_moment_of_the_term_and_not_after():
    ask = asked()

    with pytest.raises(ValidationError, match="termijn om te antwoorden is voorbij"):
        asking.accept(ask, by=ask.xpert.person, at=ask.due_at + timedelta(seconds=1))
    asking.accept(ask, by=ask.xpert.person, at=ask.due_at)

    assert again(ask).state == S.ACCEPTED


@pytest.mark.parametrize("other", [desk, coordinator, UserFactory])
def test_nobody_answers_for_another(other):
    ask = asked()

    with pytest.raises(PermissionDenied):
        asking.accept(ask, by=other(), at=AT)
    with pytest.raises(PermissionDenied):
        asking.decline(ask, by=other(), at=AT, reason="Nee")


def test_capacity_is_looked_at_again_at_accepting():
    xpert = XpertFactory(most_at_once=2)
    _, second = asked(xpert), asked(xpert)
    type(xpert).objects.filter(pk=xpert.pk).update(most_at_once=1)

    with pytest.raises(ValidationError, match="Heeft al 1 van 1"):
        asking.accept(second, by=xpert.person, at=AT)
    assert again(second).state == S.ASKED


def test_tie_that_came_up_meanwhile_stops_a_yes():
    ask = asked()
    ask.case.applicants.update(organisation=ask.xpert.person.organisation)

    with pytest.raises(ValidationError, match="net als een aanvrager"):
        asking.accept(ask, by=ask.xpert.person, at=AT)


def test_no_needs_a_reason_and_opens_the_case_with_the_next_ready():
    xpert, following = XpertFactory(), XpertFactory(themes=["slaap"])
    ask = asked(xpert, by=(by := desk()))

    with pytest.raises(ValidationError, match="Schrijf kort waarom"):
        asking.decline(ask, by=xpert.person, at=AT, reason=" ")
    asking.decline(ask, by=xpert.person, at=AT, reason="Geen tijd")

    assert state(ask.case) == State.GRANTED
    told = OutgoingMail.objects.filter(to=by.email).latest("pk").text
    assert "De reden: Geen tijd" in told
    assert f"De volgende in het voorstel is {following.name}." in told


def test_mail_to_the_asker_never_tells_who_said_no():
    ask = asked()

    asking.decline(ask, by=ask.xpert.person, at=AT, reason="Geen tijd")

    assert not any(ask.xpert.name in mail.text for mail in OutgoingMail.objects.filter(to=ask.case.contact.email))


def test_lapsed_ask_warns_the_desk_once_and_opens_the_case():
    ask = asked(by=(by := desk()))
    late = ask.due_at + timedelta(days=3)

    assert [asking.lapse_past_their_term(at=ask.due_at), asking.lapse_past_their_term(at=late)] == [0, 1]
    assert asking.lapse_past_their_term(at=late) == 0

    assert (again(ask).state, state(ask.case)) == (S.LAPSED, State.GRANTED)
    assert mails_to(by) == [f"Geen antwoord van {ask.xpert.name}: {ask.case.reference}"]


def test_old_link_of_a_lapsed_ask_explains_and_does_nothing():
    ask = asked()
    asking.lapse_past_their_term(at=ask.due_at + timedelta(days=1))

    with pytest.raises(ValidationError, match="Bel of mail de servicedesk"):
        asking.accept(ask, by=ask.xpert.person, at=ask.due_at + timedelta(days=1))
    assert state(ask.case) == State.GRANTED


def test_xpert_takes_a_yes_back_and_counts_as_no():
    ask = accepted()

    asking.give_back(ask, by=ask.xpert.person, at=AT, reason="Verkeerde knop")

    assert (again(ask).state, state(ask.case)) == (S.DECLINED, State.GRANTED)
    assert mails_to(ask.case.contact)[-1] == "Wij zoeken een andere Xpert voor u"


@pytest.mark.parametrize("made", [asked, accepted])
def test_desk_takes_an_ask_or_a_yes_back(made):
    ask = made()

    asking.take_back(ask, by=desk(), at=AT, reason="Verkeerde Xpert")

    assert (again(ask).state, state(ask.case)) == (S.WITHDRAWN, State.GRANTED)
    assert mails_to(ask.xpert.person)[-1] == f"Dit verzoek vervalt: {ask.case.reference}"


def test_after_the_contract_was_signed_nothing_is_undone():
    ask = accepted()
    cases.step(ask.case, "start", by=None, at=AT)

    for undo, by in ((asking.give_back, ask.xpert.person), (asking.take_back, desk())):
        with pytest.raises(ValidationError, match="Het contract is al getekend"):
            undo(ask, by=by, at=AT, reason="Toch niet")


def test_withdrawn_case_ends_its_asks_with_thanks():
    ask = asked()

    cases.withdraw(Case.objects.get(pk=ask.case_id), by=ask.case.contact, at=AT)

    assert again(ask).state == S.WITHDRAWN
    assert mails_to(ask.xpert.person)[-1] == f"Dit verzoek vervalt: {ask.case.reference}"
    with pytest.raises(StaleState):
        asking.accept(ask, by=ask.xpert.person, at=AT)


def test_two_granted_xperts_are_both_asked_and_both_needed(two_xperts):
    case, first, second = granted(minutes=601), XpertFactory(), XpertFactory()
    one, two = asked(first, case=case), asked(second, case=case)

    asking.accept(one, by=first.person, at=AT)
    waiting = state(case)
    asking.accept(two, by=second.person, at=AT)

    assert (one.minutes, waiting, state(case)) == (301, State.PROPOSED, State.CONTRACT)


def test_third_of_two_granted_xperts_is_refused(two_xperts):
    case = granted()
    for _ in range(2):
        asked(XpertFactory(), case=case)

    with pytest.raises(ValidationError, match="al genoeg Xperts gevraagd"):
        asked(XpertFactory(), case=case)


def test_one_yes_stays_when_the_other_says_no(two_xperts):
    case, first, second = granted(), XpertFactory(), XpertFactory()
    one, two = asked(first, case=case), asked(second, case=case)
    asking.accept(one, by=first.person, at=AT)

    asking.decline(two, by=second.person, at=AT, reason="Geen tijd")

    assert (again(one).state, state(case)) == (S.ACCEPTED, State.GRANTED)
    asking.accept(asked(XpertFactory(), case=case), by=Ask.objects.latest("pk").xpert.person, at=AT)
    assert state(case) == State.CONTRACT


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": S.DECLINED, "answered_at": AT, "reason": ""},
        {"state": S.ACCEPTED, "answered_at": None},
        {"rank": 2, "why_other": ""},
        {"due_at": AT},
    ],
)
def test_database_refuses_what_a_form_forgot(wrong):
    ask = asked()

    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(pk=ask.pk).update(**wrong)


def test_database_refuses_a_second_ask_of_who_said_no():
    ask = asked()
    asking.decline(ask, by=ask.xpert.person, at=AT, reason="Geen tijd")

    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.create(
            case=ask.case, xpert=ask.xpert, asked_at=AT, due_at=ask.due_at, rules=ask.rules, rank=1, score=1
        )


@pytest.mark.parametrize("name", asking.ASKS.transitions)
@pytest.mark.parametrize("where", S.values)
def test_each_step_is_taken_from_its_own_states_alone(name, where):
    ask, row = Ask(state=where, xpert=XpertFactory.build(person=UserFactory())), asking.ASKS.transitions[name]
    people = {"xpert": ask.xpert.person, "desk": desk(), "portal": None, "other": UserFactory()}
    allowed = {
        "accept": {"xpert"},
        "decline": {"xpert"},
        "give_back": {"xpert"},
        "withdraw": {"desk"},
        "take_back": {"desk"},
        "lapse": {"portal"},
        "cancel": {"portal"},
    }[name]

    found = {who for who, person in people.items() if asking.ASKS.can(ask, name, person)}

    assert found == (allowed if where in row.sources else set())
