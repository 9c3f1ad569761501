"""The Dutch cases that stand above the numbered ones."""

import pytest

from loket.post.enums import Kind, Note, Outcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "how", ["automatisch-antwoord", "afwezig", "niet-aanwezig", "afwezigheidsbericht", "buiten-kantoor"]
)
def test_dutch_out_of_office_within_a_thread_is_filed(question, arrive, how):
    receipt = arrive(f"nl-{how}")

    assert (receipt.outcome, question.messages, len(question.filed)) == (Outcome.AUTO_REPLY, [], 1)


def test_dutch_question_about_absence_is_a_question(desk, arrive):
    assert arrive("nl-question-about-absence").outcome == Outcome.NEW


def test_dutch_out_of_office_outside_any_thread_is_not_lost(desk, arrive):
    receipt = arrive("nl-afwezig")

    assert (receipt.outcome, len(desk.questions)) == (Outcome.NEW, 1)


@pytest.mark.parametrize(
    "how", ["op-schreef", "heeft-geschreven", "gebroken-regel", "van-verzonden-aan", "oorspronkelijk"]
)
def test_dutch_quote_headers_fold_what_is_below(question, read, how):
    message = read(f"nl-quote-{how}")

    assert message.visible_text == "Nieuwe tekst."
    assert "Oude tekst" in message.text


@pytest.mark.parametrize(
    ("how", "is_forward"), [("antw", False), ("betr", False), ("doorst", True), ("re-antw", False)]
)
def test_dutch_prefixes_are_known(read, how, is_forward):
    message = read(f"nl-prefix-{how}")

    assert (message.subject_bare, Note.FORWARD in message.notes) == ("Wandelen met ouderen", is_forward)


def test_dutch_report_of_exchange_is_a_bounce(question, read):
    assert read("38-dutch-exchange").kind == Kind.BOUNCE
