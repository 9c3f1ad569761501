"""Situations in which review and voting software elsewhere went wrong, a test for each (others stand by subject)."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from loket.core.models import OutgoingMail
from tests.factories import OrganisationFactory, UserFactory
from tests.xperts.factory import AT
from tests.xperts.kernteam.factory import (
    FROM,
    budget,
    case,
    cast,
    cast_all,
    coordinator,
    free,
    judging,
    kernteam,
    member,
)
from xperts.cases.models import Case
from xperts.kernteam import appointing, conflicts, pages, reading, rules, voting
from xperts.kernteam.enums import Choice, SeatName, Standing
from xperts.kernteam.models import BallotVersion

G = Choice.GRANT
LATER = AT + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def open_to(person, made) -> bool:
    return reading.cases_for(person).filter(pk=made.pk).exists()


@pytest.mark.parametrize("has_conflict", [False, True])
def test_case_45_coordinator_reads_every_answer_about_interest(has_conflict) -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]

    voting.declare(made, cgl, has_conflict=has_conflict, note="Ik ken haar.", by=cgl.person, at=AT)

    shown = pages.case_page(reading.read(crew.lead, made, at=AT), at=AT)["declarations"]
    assert [(row.member, row.has_conflict, row.note) for row in shown] == [(cgl, has_conflict, "Ik ken haar.")]


def test_case_46_standing_interest_of_the_profile_bars_before_anybody_asks() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]
    appointing.set_interests(cgl, [made.contact.organisation], by=cgl.person, at=AT)

    assert not open_to(cgl.person, made)
    assert conflicts.of_member(made, conflicts.profiles([cgl])[cgl.pk]) == [
        "Heeft een band met de organisatie van een aanvrager."
    ]


def test_case_47_address_at_the_same_mail_provider_is_no_tie() -> None:
    kernteam()
    asker = UserFactory(email="vrager@gmail.com", organisation=OrganisationFactory())
    judge = member("Rechter", email="rechter@gmail.com")

    found = conflicts.of_member(case(person=asker), conflicts.profiles([judge])[judge.pk])

    assert found == []


def test_case_48_tie_is_looked_up_anew_when_a_profile_changes_and_in_both_directions() -> None:
    crew, made = kernteam(), case()
    partner = crew.holders[SeatName.PARTNER]
    assert open_to(partner.person, made)

    colleague = UserFactory(organisation=partner.person.organisation)
    made.applicants.create(person=colleague, name="Vraagt mee")

    assert not open_to(partner.person, made)
    made.applicants.filter(person=colleague).delete()
    assert open_to(partner.person, made)


def test_case_49_conflict_is_looked_at_before_anything_is_sent() -> None:
    crew, made = kernteam(), case()
    tied = member("Heeft een band", organisation=made.contact.organisation)
    cgl = crew.holders[SeatName.CGL]
    voting.declare(made, cgl, has_conflict=True, note="", by=cgl.person, at=AT)

    with pytest.raises(ValidationError, match="Werkt bij dezelfde organisatie"):
        appointing.replace_once(made, SeatName.CGL, tied, reason="Ziek", by=crew.lead, at=AT)

    assert not OutgoingMail.objects.filter(to=tied.person.email).exists()


def test_replacement_who_cannot_come_either_is_replaced() -> None:
    crew, made = kernteam(), case()
    first, second, cgl = member("Eerste"), member("Tweede"), crew.holders[SeatName.CGL]
    voting.declare(made, cgl, has_conflict=True, note="", by=cgl.person, at=AT)
    appointing.replace_once(made, SeatName.CGL, first, reason="Belang", by=crew.lead, at=AT)
    days = {"starts_on": AT.date(), "ends_on": AT.date() + timedelta(days=20)}
    appointing.report_absence(first, **days, by=first.person, at=LATER)

    appointing.replace_once(made, SeatName.CGL, second, reason="Ook ziek", by=crew.lead, at=LATER)

    assert reading.read(crew.lead, made, at=LATER).team.seats[SeatName.CGL].member == second.pk


@pytest.mark.parametrize("act", ["seat", "end", "absence", "interests", "rules", "budget"])
def test_case_51_coordinator_who_asks_for_help_does_not_keep_the_own_judges(act) -> None:
    crew = kernteam()
    case(person=crew.lead)
    who = crew.holders[SeatName.INDEPENDENT]
    acts = {
        "seat": lambda by: appointing.add_member(UserFactory(roles=["kernteam"]), by=by, at=AT),
        "end": lambda by: appointing.end_seat(who.seats.get(), ends_on=FROM, by=by, at=AT),
        "absence": lambda by: appointing.report_absence(who, starts_on=FROM, ends_on=FROM, by=by, at=AT),
        "interests": lambda by: appointing.set_interests(who, [OrganisationFactory()], by=by, at=AT),
        "rules": lambda by: rules.renew(text="Anders", tie_seats=["cgl"], change="", shown=1, by=by, at=AT),
        "budget": lambda by: rules.set_budget(2026, 100, by=by, at=AT),
    }

    with pytest.raises(PermissionDenied, match="Laat een andere coördinator"):
        acts[act](crew.lead)

    acts[act](coordinator())


def test_case_52_lower_role_wins_and_access_returns_when_it_ends() -> None:
    crew = kernteam()
    made, asks_along = case(), crew.lead
    row = made.applicants.create(person=asks_along, name="Coördinator")
    with pytest.raises(Http404):
        reading.read(asks_along, made, at=AT)

    row.delete()

    assert reading.read(asks_along, made, at=AT).can_steer


def test_case_54_minutes_of_a_call_are_no_ballot() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, G, G)

    voting.record_call(made, minutes="CGL zei: akkoord met toekennen.", by=crew.holders[SeatName.CGL].person, at=LATER)

    shown = reading.read(crew.lead, made, at=LATER)
    assert (shown.counted.standing, shown.counted.votes) == (Standing.NO_QUORUM, 2)
    assert cast(made, crew.holders[SeatName.PRACTICE], at=LATER).number == 1


def test_case_57_absent_stand_in_leaves_a_seat_that_nobody_waits_for() -> None:
    crew, made = kernteam(), case()
    for who in (crew.holders[SeatName.PARTNER], crew.stand_ins[SeatName.PARTNER]):
        days = {"starts_on": AT.date(), "ends_on": AT.date() + timedelta(days=20)}
        appointing.report_absence(who, **days, by=who.person, at=AT)

    shown = reading.read(crew.lead, made, at=AT)

    assert shown.team.seats[SeatName.PARTNER].is_vacant
    assert shown.team.eligible == [SeatName.CGL, SeatName.PRACTICE, SeatName.INDEPENDENT]


def test_case_62_link_in_a_mail_opens_a_page_and_does_nothing(client_for) -> None:
    at = timezone.now()
    crew, made = kernteam(at=at), case(at=at)
    cgl = crew.holders[SeatName.CGL]
    address = reverse("kernteam_case", args=[made.number])
    assert address in OutgoingMail.objects.filter(to=cgl.person.email).latest("pk").text

    client_for(cgl.person).get(address)

    assert not cgl.declarations.exists()
    assert not BallotVersion.objects.exists()


def test_case_66_nobody_judges_a_version_that_is_no_more() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]
    free(made, cgl)
    old = judging(made)
    Case.objects.filter(pk=made.pk).update(changed_at=LATER)

    with pytest.raises(ValidationError, match="intussen veranderd"):
        voting.cast(made, cgl, old, by=cgl.person, at=LATER)

    made.refresh_from_db()
    assert voting.cast(made, cgl, judging(made), by=cgl.person, at=LATER).number == 1


def test_case_66_ballot_that_had_arrived_is_not_refused_when_it_comes_again() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]
    mark = uuid.uuid4()
    first = cast(made, cgl, submission=mark)
    again = judging(made, submission=mark)
    Case.objects.filter(pk=made.pk).update(changed_at=LATER)

    assert voting.cast(made, cgl, again, by=cgl.person, at=LATER) == first


def test_case_66_page_keeps_what_was_typed_and_takes_it_after_reading_again(client_for) -> None:
    at = timezone.now()
    crew, made = kernteam(at=at), case(at=at)
    cgl = crew.holders[SeatName.CGL]
    free(made, cgl, at=at)
    told = judging(made)
    typed = {"choice": G, "motivation": "Zij deden al veel.", "submission": told.submission, "seen": told.seen}
    typed |= {f"verdict_{code}": "yes" for code in told.judgements}
    Case.objects.filter(pk=made.pk).update(changed_at=at + timedelta(seconds=1))
    client, address = client_for(cgl.person), reverse("kernteam_cast", args=[made.number])

    answer = client.post(address, typed)

    form = answer.context["form"]
    assert (answer.status_code, form["motivation"].value()) == (422, "Zij deden al veel.")
    assert client.post(address, typed | {"seen": form["seen"].value()}).status_code == 302


def test_case_73_what_cannot_be_met_is_told_and_never_passed_over() -> None:
    """Two seats with an interest: the case says that it has too few judges, instead of deciding with two."""
    crew, made = kernteam(), case()
    budget(crew)
    for seat in (SeatName.CGL, SeatName.INDEPENDENT):
        who = crew.holders[seat]
        voting.declare(made, who, has_conflict=True, note="", by=who.person, at=AT)

    assert reading.read(crew.lead, made, at=AT).team.is_short
    assert OutgoingMail.objects.filter(to=crew.lead.email, subject__contains=made.reference).exists()
