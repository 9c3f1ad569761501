"""What the pool adds to other areas: my tasks, one's own data, and erasing."""

import json

import pytest
import time_machine

from loket.accounts import my_loket, privacy
from tests.factories import UserFactory
from tests.xperts.pool.factory import AT, XpertFactory, accepted, asked, assess, desk, granted
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.pool import registrations, training
from xperts.pool.enums import XpertState
from xperts.pool.models import Ask, Assessment, Interest, Training, Xpert

pytestmark = pytest.mark.django_db


def tasks_of(user, *, at=AT) -> list[str]:
    with time_machine.travel(at, tick=False):
        return [
            f"{task.detail or task.title}{' (te laat)' if task.is_late else ''}" for task in registrations.tasks(user)
        ]


def test_xpert_finds_the_ask_and_what_lapses_among_the_tasks():
    ask = asked(XpertFactory(schooled_until=AT.date()))

    assert tasks_of(ask.xpert.person) == ["Wilt u dit advies geven?", "Uw scholing of intervisie loopt af"]


def test_desk_finds_who_is_to_be_chosen_assessed_and_who_did_not_answer():
    by = desk()
    ask = asked()
    granted(title="Samen eten")
    XpertFactory(nominated=True)

    found = tasks_of(by, at=ask.due_at.replace(day=20))

    assert found == [f"Geen antwoord van {ask.xpert.name} (te laat)", "Kies een Xpert", "Voordracht om te beoordelen"]


def test_professional_has_nothing_to_do_in_the_pool():
    XpertFactory(nominated=True)

    assert tasks_of(UserFactory()) == []


def test_panel_leads_to_the_own_place_in_the_pool():
    person = XpertFactory().person

    filled, _ = my_loket.panels_of(person)

    assert [item.badge for panel, items in filled if panel.name == "xperts" for item in items] == ["Actief"]


def test_export_has_profile_hours_asks_and_what_one_judged():
    ask, by = accepted(), desk()
    assess(XpertFactory(nominated=True), by)
    training.log(
        ask.xpert.person, kind="training", on=AT.date(), minutes=60, title="Cursus", by=ask.xpert.person, at=AT
    )

    own, judge = (json.dumps(privacy.export_of(person)["xpert"]) for person in (ask.xpert.person, by))

    assert ask.case.reference in own
    assert "Cursus" in own
    assert "Past." in judge


def test_erasing_leaves_that_somebody_was_asked_and_not_who():
    ask = accepted()
    person, xpert = ask.xpert.person, ask.xpert
    Interest.objects.create(xpert=xpert, kind="client", name="Elders", from_year=2020)

    privacy.erase(person, at=AT)

    xpert = Xpert.objects.get(pk=xpert.pk)
    assert (xpert.state, xpert.name, xpert.why, xpert.headline) == (XpertState.LEFT, "Gewiste Xpert", "", "")
    assert not Interest.objects.exists() and not Training.objects.exists()
    assert Ask.objects.get().case == ask.case


def test_erasing_who_is_asked_lets_the_case_look_on():
    ask = asked()

    privacy.erase(ask.xpert.person, at=AT)

    assert Case.objects.get(pk=ask.case_id).state == State.GRANTED


def test_erasing_an_assessor_keeps_the_selection():
    by, xpert = desk(), XpertFactory(nominated=True)
    assess(xpert, by)

    privacy.erase(by, at=AT)

    assert Assessment.objects.get().assessor is None


def test_erasing_a_nominee_by_address_ends_the_nomination():
    person = UserFactory()
    XpertFactory(nominated=True, person=None, nominee_email=person.email, nominee_name="Iemand")

    privacy.erase(person, at=AT)

    assert Xpert.objects.get().state == XpertState.REFUSED
    assert Xpert.objects.get().nominee_name == ""
