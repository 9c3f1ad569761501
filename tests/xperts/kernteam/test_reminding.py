"""Who is reminded on which day: seats without a ballot, the stand-in from day 9, everybody from day 11."""

from datetime import timedelta

import pytest

from loket.core.models import OutgoingMail
from tests.xperts.factory import AT
from tests.xperts.kernteam.factory import case, cast, kernteam
from xperts import deadlines
from xperts.cases import reminding, workflow
from xperts.kernteam import recipients, voting
from xperts.kernteam.enums import SeatName

pytestmark = pytest.mark.django_db


def at_day(made, day: int):
    return next(row.at for row in deadlines.reminders(made.decision_due_at) if row.day == day)


def reminded(made, day: int) -> set[str]:
    return {person.name for person in recipients.for_reminder(made, day, at_day(made, day))}


def test_on_day_five_only_seats_without_a_ballot_are_reminded() -> None:
    crew, made = kernteam(), case()
    cast(made, crew.holders[SeatName.CGL])

    assert reminded(made, 5) == {"Partner houder", "Praktijk houder", "Onafhankelijk houder"}


def test_on_day_nine_the_stand_in_is_asked_and_not_mailed_twice_at_once() -> None:
    crew, made = kernteam(), case()

    names = reminded(made, 9)

    stand_in = crew.stand_ins[SeatName.PARTNER].person
    assert "Partner achterwacht" not in names
    assert OutgoingMail.objects.filter(to=stand_in.email).count() == 1


def test_from_day_eleven_on_everybody_hears_also_who_judged() -> None:
    crew, made = kernteam(), case()
    cast(made, crew.holders[SeatName.CGL])
    reminded(made, 9)

    names = reminded(made, 11)

    assert {"CGL houder", "Partner houder", "Partner achterwacht", "Onafhankelijk houder"} <= names


def test_who_has_an_interest_is_never_reminded() -> None:
    crew, made = kernteam(), case()
    who = crew.holders[SeatName.INDEPENDENT]
    voting.declare(made, who, has_conflict=True, note="", by=who.person, at=AT)

    assert [day for day in (5, 9, 11, 13) if who.person.name in reminded(made, day)] == []


def test_reminder_leads_to_the_page_of_the_kernteam_and_stops_when_the_case_leaves() -> None:
    crew, made = kernteam(), case()
    mails = OutgoingMail.objects.filter(to=crew.holders[SeatName.CGL].person.email)
    reminding.remind(at=at_day(made, 5))
    first = mails.count()
    workflow.withdraw(made, by=made.contact, at=at_day(made, 5) + timedelta(hours=1))

    reminding.remind(at=at_day(made, 9))

    assert f"/kernteam/aanvraag/{made.number}/" in mails.order_by("-pk")[1].text
    assert mails.filter(subject__contains="niet meer nodig").count() == 1
    assert mails.count() == first + 1
