from datetime import timedelta
from threading import Barrier, Thread

import icalendar
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from network.regions import standings
from network.regions.enums import ConsentKind, CouplingState, NeedKind, NeedState, Side
from network.regions.models import Coupling
from network.regions.models.coupling import need_subject
from network.regions.workflow import couplings, founding
from tests.factories import UserFactory
from tests.network.regions import factory

S = CouplingState
STARTS = factory.AT + timedelta(days=7)


@pytest.fixture
def desk(db):
    return UserFactory(roles=["servicedesk"])


@pytest.fixture
def pair(db):
    """Who is ahead with money, and who is not yet; both take part."""
    helper = factory.region(ConsentKind.HELP, name="Vooruit")
    learner = factory.region(ConsentKind.LEARN, name="Nog niet")
    factory.scanned(helper, MONEY=4)
    factory.scanned(learner, MONEY=2)
    return helper, learner


def methods() -> list[tuple[str, int]]:
    found = [icalendar.Calendar.from_ical(mail.calendar) for mail in OutgoingMail.objects.exclude(calendar="")]
    return sorted({(str(row["METHOD"]), int(row.walk("VEVENT")[0]["SEQUENCE"])) for row in found})


def test_proposing_couples_who_is_ahead_with_who_is_not_and_says_why(desk, pair):
    helper, learner = pair

    couplings.propose(by=desk, at=factory.AT)

    made = Coupling.objects.get()
    assert (made.helper, made.learner, made.subject_label) == (helper, learner, "Financiële middelen")
    assert made.reasons[0] == "Vooruit is 2 stappen verder"


@pytest.mark.parametrize("number", [0, 1])
def test_who_withdraws_consent_is_not_proposed(desk, pair, number):
    region, kind = pair[number], (ConsentKind.HELP, ConsentKind.LEARN)[number]

    founding.withdraw(region, kind, by=region.leader, at=factory.AT)

    assert couplings.propose(by=desk, at=factory.AT).pairs == []


def test_answered_need_helps_who_still_asks(desk):
    helper, learner = factory.region(ConsentKind.HELP), factory.region(ConsentKind.LEARN)
    factory.need(helper, NeedKind.BALANCE, state=NeedState.ANSWERED)
    factory.need(learner, NeedKind.BALANCE)

    outcome = couplings.propose(by=desk, at=factory.AT)

    assert [(row.helper, row.learner, row.subject) for row in outcome.pairs] == [
        (helper.pk, learner.pk, need_subject(NeedKind.BALANCE))
    ]


def test_proposing_again_replaces_what_was_not_approved_and_keeps_what_was(desk, pair):
    couplings.propose(by=desk, at=factory.AT)
    couplings.propose(by=desk, at=factory.AT)
    assert Coupling.objects.count() == 1

    couplings.approve(Coupling.objects.whole().get(), by=desk, at=factory.AT)
    couplings.propose(by=desk, at=factory.AT)

    assert list(Coupling.objects.values_list("state", flat=True)) == [S.APPROVED]


def test_pair_to_which_somebody_said_no_does_not_come_back(desk, pair):
    couplings.propose(by=desk, at=factory.AT)
    made = Coupling.objects.whole().get()
    couplings.approve(made, by=desk, at=factory.AT)

    couplings.decline(made, by=pair[1].leader, at=factory.AT, note="Nu even niet")

    assert couplings.propose(by=desk, at=factory.AT).pairs == []


def test_consent_withdrawn_after_the_proposal_stops_the_approval(desk, pair):
    couplings.propose(by=desk, at=factory.AT)
    founding.withdraw(pair[0], ConsentKind.HELP, by=pair[0].leader, at=factory.AT)

    with pytest.raises(ValidationError, match="toestemming ingetrokken"):
        couplings.approve(Coupling.objects.whole().get(), by=desk, at=factory.AT)


def test_it_goes_when_both_said_yes_and_twice_is_once(desk, pair):
    helper, learner = pair
    made = factory.coupling(helper, learner, S.APPROVED)

    couplings.agree(made, Side.HELPER, by=helper.leader, at=factory.AT)
    couplings.agree(made, Side.HELPER, by=helper.leader, at=factory.AT)
    assert made.state == S.APPROVED
    couplings.agree(made, Side.LEARNER, by=learner.leader, at=factory.AT)

    assert made.state == S.AGREED
    assert list(made.history.values_list("act", "note")) == [("agree", "Leert"), ("agree", "Helpt")]


def test_nobody_says_yes_for_the_other_side(pair):
    helper, learner = pair
    made = factory.coupling(helper, learner, S.APPROVED)

    with pytest.raises(PermissionDenied):
        couplings.agree(made, Side.LEARNER, by=helper.leader, at=factory.AT)


def test_member_who_does_not_lead_says_nothing_for_the_region(pair):
    made = factory.coupling(*pair, S.APPROVED)

    with pytest.raises(PermissionDenied):
        couplings.agree(made, Side.HELPER, by=factory.member(pair[0]), at=factory.AT)


def test_meeting_is_set_moved_and_taken_out_of_calendars(pair):
    helper, learner = pair
    made, told = (
        factory.coupling(helper, learner, S.AGREED),
        {"by": learner.leader, "at": factory.AT, "place": "Online"},
    )

    couplings.meet(made, starts_at=STARTS, ends_at=STARTS + timedelta(hours=1), **told)
    couplings.meet(made, starts_at=STARTS, ends_at=STARTS + timedelta(hours=2), **told)
    couplings.decline(made, by=helper.leader, at=factory.AT, note="Te druk")

    assert methods() == [("CANCEL", 2), ("REQUEST", 0), ("REQUEST", 1)]
    assert made.state == S.DECLINED


@pytest.mark.parametrize("shift", [timedelta(hours=-1), timedelta(0)])
def test_meeting_that_ends_before_it_starts_is_refused(pair, shift):
    made = factory.coupling(*pair, S.AGREED)

    with pytest.raises(ValidationError, match="Het einde moet na het begin liggen"):
        couplings.meet(made, starts_at=STARTS, ends_at=STARTS + shift, place="", by=pair[0].leader, at=factory.AT)


def test_meeting_in_the_past_is_refused(pair):
    made, past = factory.coupling(*pair, S.AGREED), factory.AT - timedelta(days=2)

    with pytest.raises(ValidationError, match="dat nog komt"):
        couplings.meet(
            made, starts_at=past, ends_at=past + timedelta(hours=1), place="", by=pair[0].leader, at=factory.AT
        )


def test_both_are_asked_once_whether_it_helped_and_answers_close_it(pair):
    helper, learner = pair
    made = factory.coupling(helper, learner, S.PLANNED)

    assert [couplings.ask_after_meetings(at=factory.AT) for _ in range(2)] == [1, 0]
    made.refresh_from_db()
    for side, region in ((Side.HELPER, helper), (Side.LEARNER, learner)):
        told = {"helped": "ja", "note": "", "by": region.leader, "at": factory.AT}
        couplings.tell_whether_it_helped(made, side, **told)

    assert made.state == S.CLOSED
    assert OutgoingMail.objects.filter(subject__startswith="Hielp het gesprek?").count() == 2


@pytest.mark.parametrize("step", couplings.COUPLINGS.transitions)
@pytest.mark.parametrize("state", S.values)
def test_coupling_steps_follow_the_table(pair, desk, step, state):
    row = couplings.COUPLINGS.transitions[step]
    agreed = {"helper_agreed_at": factory.AT, "learner_agreed_at": factory.AT}
    moment = {"starts_at": factory.AT, "ends_at": STARTS}
    made = factory.coupling(*pair, state, **agreed | moment)
    by = next(who for who in (None, desk, pair[0].leader) if row.allowed(who, made))

    if state in row.sources:
        couplings.COUPLINGS.apply(made, step, by=by, at=factory.AT)
        assert made.state == row.target
    else:
        with pytest.raises(StaleState):
            couplings.COUPLINGS.apply(made, step, by=by, at=factory.AT)


@pytest.mark.parametrize("number", [2, 6])
def test_wishes_that_do_not_fit_are_refused(db, number):
    region = factory.region()
    wished = [factory.region() for _ in range(number)] if number > 5 else [region, factory.region()]

    with pytest.raises(ValidationError):
        couplings.prefer(region, wished, by=region.leader)

    assert not region.preferences.exists()


def test_wishes_can_change_places(db):
    region, one, two = factory.region(), factory.region(), factory.region()

    couplings.prefer(region, [one, two], by=region.leader)
    couplings.prefer(region, [two, one], by=region.leader)

    assert list(region.preferences.values_list("other", flat=True)) == [two.pk, one.pk]


def test_running_help_counts_for_room_and_asks_no_second_helper(desk, pair):
    helper, learner = pair
    factory.coupling(helper, learner, S.APPROVED)

    known = {row.region: row for row in standings.current()}

    assert (known[helper.pk].running, known[learner.pk].wants) == (1, frozenset())


@pytest.mark.django_db(transaction=True)
def test_third_approval_for_one_helper_at_the_same_moment_is_refused():
    desk, helper = UserFactory(roles=["coordinator"]), factory.region(ConsentKind.HELP)
    rows = [factory.coupling(helper, factory.region(ConsentKind.LEARN)).pk for _ in range(3)]
    start, told = Barrier(3), []

    def approve(pk: int) -> None:
        start.wait()
        try:
            couplings.approve(Coupling.objects.whole().get(pk=pk), by=desk, at=factory.AT)
        except ValidationError as error:
            told.append(error.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=approve, args=(pk,)) for pk in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == [couplings.FULL]
    assert sorted(Coupling.objects.values_list("state", flat=True)) == [S.APPROVED, S.APPROVED, S.PROPOSED]
