"""Who can sit where: what the form forgot, the database refuses."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from loket.accounts import workflow as accounts
from loket.accounts.models import User
from loket.core.models import OutgoingMail
from tests.xperts.factory import AT
from tests.xperts.kernteam.factory import FROM, case, coordinator, kernteam, member, person
from xperts.kernteam import appointing, team
from xperts.kernteam.enums import SeatName
from xperts.kernteam.models import Absence, SeatHolder
from xperts.pool import gate  # noqa: F401 - the pool is loaded with its own checks

pytestmark = pytest.mark.django_db


def sit(who, seat, **changes):
    return SeatHolder.objects.create(**{"seat": seat, "member": who, "starts_on": FROM} | changes)


@pytest.mark.parametrize("seat", [SeatName.CGL, SeatName.INDEPENDENT])
def test_only_two_seats_have_a_stand_in(seat) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sit(member("Sam"), seat, is_stand_in=True)


def test_seat_has_one_holder_at_a_time() -> None:
    sit(member("Eerste"), SeatName.CGL, ends_on=date(2026, 6, 30))

    with pytest.raises(IntegrityError), transaction.atomic():
        sit(member("Tweede"), SeatName.CGL, starts_on=date(2026, 6, 30))


def test_next_holder_begins_the_day_after() -> None:
    sit(member("Eerste"), SeatName.CGL, ends_on=date(2026, 6, 30))

    assert sit(member("Tweede"), SeatName.CGL, starts_on=date(2026, 7, 1)).pk


def test_one_person_has_one_seat() -> None:
    who = member("Dubbel")
    sit(who, SeatName.PARTNER, is_stand_in=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        sit(who, SeatName.PRACTICE)


def test_form_says_which_rule_a_second_holder_breaks() -> None:
    crew = kernteam()
    other = member("Nog een")

    with pytest.raises(ValidationError, match="al een houder"):
        appointing.seat(other, SeatName.CGL, starts_on=FROM, ends_on=None, by=crew.lead, at=AT)


def test_term_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(ValidationError, match="niet voor de eerste dag"):
        appointing.seat(member("Om"), SeatName.CGL, starts_on=FROM, ends_on=date(2025, 1, 1), by=coordinator(), at=AT)


def test_who_has_no_role_gets_no_seat() -> None:
    with pytest.raises(ValidationError, match="rol Kernteam"):
        appointing.add_member(person("Zonder", roles=[]), by=coordinator(), at=AT)


def test_member_keeps_no_seats() -> None:
    crew = kernteam()
    by = crew.holders[SeatName.CGL].person

    with pytest.raises(PermissionDenied):
        appointing.seat(member("Vriend"), SeatName.PARTNER, starts_on=FROM, ends_on=None, by=by, at=AT)


def test_xpert_gets_a_sentence_on_the_independent_seat() -> None:
    who = member("Xandra", roles=["kernteam", "xpert"])

    with pytest.raises(ValidationError, match="Wie Xpert is"):
        appointing.seat(who, SeatName.INDEPENDENT, starts_on=FROM, ends_on=None, by=coordinator(), at=AT)


def test_database_refuses_an_xpert_on_the_independent_seat() -> None:
    who = member("Xandra", roles=["kernteam", "xpert"])

    with pytest.raises(IntegrityError, match="independent_seat_is_no_xpert"), transaction.atomic():
        sit(who, SeatName.INDEPENDENT)


def test_database_refuses_to_move_an_xpert_to_the_independent_seat() -> None:
    held = sit(member("Xandra", roles=["kernteam", "xpert"]), SeatName.PRACTICE)

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatHolder.objects.filter(pk=held.pk).update(seat=SeatName.INDEPENDENT)


def test_role_of_xpert_is_refused_while_the_seat_is_held() -> None:
    crew = kernteam()
    holder = crew.holders[SeatName.INDEPENDENT].person

    with pytest.raises(PermissionDenied, match="kan geen Xpert zijn"):
        accounts.grant_role(holder, "xpert", by=crew.lead, at=AT)


def test_database_refuses_the_role_while_the_seat_is_held() -> None:
    holder = kernteam().holders[SeatName.INDEPENDENT].person

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=holder.pk).update(roles=["kernteam", "xpert"])


def test_role_is_free_once_the_term_is_over() -> None:
    crew = kernteam()
    holder = crew.holders[SeatName.INDEPENDENT]
    later = AT + timedelta(days=2)
    appointing.end_seat(holder.seats.get(), ends_on=AT.date(), by=crew.lead, at=AT)
    appointing.mind_the_seats(at=later)

    assert accounts.grant_role(holder.person, "xpert", by=crew.lead, at=later)


def test_absences_do_not_overlap() -> None:
    who = member("Weg")
    Absence.objects.create(member=who, starts_on=FROM, told_at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(member=who, starts_on=AT.date(), told_at=AT)


def test_coordinator_is_warned_before_an_absence_leaves_no_quorum() -> None:
    crew = kernteam()
    next_month = AT.date() + timedelta(days=20)
    days = {"starts_on": next_month, "ends_on": next_month + timedelta(days=3)}
    for seat in (SeatName.CGL, SeatName.INDEPENDENT):
        who = crew.holders[seat]
        appointing.report_absence(who, **days, by=who.person, at=AT)
        appointing.mind_the_seats(at=AT + timedelta(hours=1))

    mails = OutgoingMail.objects.filter(to=crew.lead.email, subject__startswith="Kernteam zonder quorum")
    assert mails.count() == 1
    assert [(gap.is_danger, gap.first) for gap in team.gaps(AT.date())] == [(True, next_month)]


def test_absence_of_a_seat_with_a_stand_in_leaves_no_gap() -> None:
    crew = kernteam()
    who = crew.holders[SeatName.PARTNER]

    appointing.report_absence(who, starts_on=AT.date(), ends_on=None, by=who.person, at=AT)

    assert team.gaps(AT.date()) == []


def test_case_with_too_few_seats_is_told_once() -> None:
    crew = kernteam()
    for seat in (SeatName.CGL, SeatName.INDEPENDENT):
        who = crew.holders[seat]
        appointing.report_absence(who, starts_on=AT.date(), ends_on=None, by=who.person, at=AT)

    made = case()

    assert OutgoingMail.objects.filter(to=crew.lead.email, subject__contains="te weinig zetels").count() == 1
    assert team.of_case(made, at=AT).is_short


@pytest.mark.django_db(transaction=True)
def test_seat_and_role_of_xpert_at_once_give_one_of_both() -> None:
    who = member("Snel")
    lead = coordinator()
    refused = []

    def run(act) -> None:
        try:
            act()
        except (IntegrityError, PermissionDenied, ValidationError) as error:
            refused.append(error)
        finally:
            connection.close()

    acts = [
        lambda: sit(who, SeatName.INDEPENDENT),
        lambda: accounts.grant_role(who.person, "xpert", by=lead, at=AT),
    ]
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    has_role = "xpert" in User.objects.get(pk=who.person_id).roles
    assert len(refused) == 1
    assert has_role != SeatHolder.objects.filter(member=who).exists()
