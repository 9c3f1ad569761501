"""What is like a case, and what could be done together."""

import pytest

from tests.factories import UserFactory
from tests.xperts.factory import AT, opened, question, staff
from xperts.cases import collective, intake, opening, similar
from xperts.cases.models import Terms

pytestmark = pytest.mark.django_db
TITLE = "Wachtlijst bij de fysiotherapeut na de valtest"


def begun(title: str, *, by=None, **changes):
    by = by or staff()
    case = opening.begin(question(by=by), by=by, at=AT, title=title)
    intake.save(case, by=by, at=AT, **changes)
    case.refresh_from_db()
    return case


def test_similar_case_is_shown_with_the_words_it_shares():
    case, other = begun(TITLE), begun("Fysiotherapeuten hebben een wachtlijst")
    begun("Pesten op het schoolplein", themes=["pesten"])

    found = similar.cases(case)

    assert [row.case for row in found] == [other]
    assert {"wachtlijst", "fysiotherapeut"} <= set(found[0].words)
    assert found[0].why.startswith("Zelfde woorden: ")


def test_shared_theme_alone_is_not_alike():
    case = begun(TITLE)
    begun("Een cursus op woensdag")

    assert similar.cases(case) == []


def test_similar_questions_leave_out_those_of_a_case():
    case = begun(TITLE)
    other = question(person=UserFactory(), text="Onze wachtlijst voor de fysiotherapeut is vier maanden lang.")

    assert [row.question for row in similar.questions(case)] == [other]


def test_three_alike_are_worth_doing_together():
    Terms.objects.create(at=AT, hour_cents=10_000, case_hours=10, event_cents=50_000)
    case = begun(TITLE)
    assert not collective.alternatives(case).is_worth_it
    begun("Fysiotherapeuten met een wachtlijst")
    question(person=UserFactory(), text="Wachtlijst voor de fysiotherapeut: wat nu?")

    found = collective.alternatives(case)

    assert (found.count, found.is_worth_it) == (3, True)
    assert (found.apart_cents, found.together_cents, found.saved_cents) == (300_000, 50_000, 250_000)


def test_proposal_of_an_event_is_filled_in_beforehand(client_for):
    case = begun(TITLE, areas=["nl"])

    page = client_for(UserFactory()).get(collective.propose_url(case)).content.decode()

    assert case.title in page


def test_case_that_says_nothing_has_nothing_alike():
    by = staff()
    case = opened(by=by)
    intake.save(case, by=by, at=AT, title="De en het")
    case.refresh_from_db()

    assert similar.cases(case) == []
