"""Two people at one shop window, at the very same moment."""

import pytest

from loket.catalogue.partners import workflow
from loket.catalogue.partners.models import ShopWindow, WindowText
from loket.core.workflow import StaleState
from tests.bad_input.test_at_once import at_once
from tests.catalogue.partners.factory import TOLD, waiting_text
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def outcome(act) -> str:
    try:
        act()
    except StaleState:
        return "stale"
    return "done"


def test_one_of_many_editors_places_the_text(at):
    waiting_text()
    editors = [UserFactory(editor=True) for _ in range(4)]

    def place(number: int) -> str:
        text = WindowText.objects.select_related("window__organisation").get()
        return outcome(lambda: workflow.accept(text, by=editors[number], at=at))

    answers = at_once(place, times=4)

    assert answers == {"done": 1, "stale": 3}
    assert ShopWindow.objects.get().current.history.filter(act="accept").count() == 1


def test_one_of_many_colleagues_writes_the_first_text(at):
    partner = UserFactory(partner=True)
    window = workflow.open_window(partner.organisation, by=partner, at=at)

    def write(number: int) -> str:
        return outcome(lambda: workflow.submit(window, TOLD, by=partner, at=at, seen="-"))

    answers = at_once(write, times=4)

    assert answers == {"done": 1, "stale": 3}
    assert WindowText.objects.count() == 1
