"""The pages of the kernteam at several widths, by axe."""

from datetime import timedelta

import pytest
from django.utils import timezone

from loket.accounts import demo
from loket.accounts.models import User
from tests.browser.test_accessibility import violations
from tests.factories import OrganisationFactory
from tests.xperts.kernteam import factory
from xperts.cases.models import Case
from xperts.kernteam import appointing, voting
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import SeatHolder

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def crew(site: str) -> factory.Kernteam:
    """The demo's own member on the CGL seat, and its coordinator without one."""
    at = timezone.now()
    made = factory.kernteam(at=at)
    member = User.objects.get(email=demo.address("kernteam"))
    lead = User.objects.get(email=demo.address("coordinator"))
    SeatHolder.objects.filter(seat=SeatName.CGL).delete()
    made.lead, made.holders[SeatName.CGL] = lead, appointing.add_member(member, by=lead, at=at)
    term = {"starts_on": factory.FROM, "ends_on": None}
    appointing.seat(made.holders[SeatName.CGL], SeatName.CGL, **term, by=lead, at=at)
    factory.budget(made, year=at.year, at=at)
    return made


@pytest.fixture
def case(crew) -> Case:
    asker = User.objects.get(email=demo.address("professional"))
    asker.organisation = OrganisationFactory()
    asker.save()
    return factory.case(at=timezone.now() - timedelta(hours=1), person=asker)


def test_pages_of_the_kernteam_have_no_violations(new_page, sign_in, crew, case) -> None:
    member, lead = sign_in(new_page(), "kernteam"), sign_in(new_page(), "coordinator")
    here = f"/kernteam/aanvraag/{case.number}/"

    found = violations(member, here)
    voting.declare(
        case,
        crew.holders[SeatName.CGL],
        has_conflict=False,
        note="",
        by=crew.holders[SeatName.CGL].person,
        at=timezone.now(),
    )
    factory.cast_all(case, crew, Choice.GRANT, Choice.GRANT, Choice.GRANT, at=timezone.now())
    found += [line for path in ("/kernteam/", here, "/kernteam/mijn-zetel/") for line in violations(member, path)]
    for path in (
        "/kernteam/",
        here,
        f"{here}besluit/",
        f"{here}namens/onafhankelijk/",
        f"{here}vervanger/",
        "/kernteam/zetels/",
        "/kernteam/werkwijze/",
        "/kernteam/budget/",
    ):
        found += violations(lead, path)

    assert found == []
