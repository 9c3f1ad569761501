"""A search that found nothing finds something after an editor's two presses."""

import pytest

from tests.factories import EntryFactory, content

pytestmark = pytest.mark.django_db(transaction=True)


def test_search_that_found_nothing_finds_something_after_two_presses(new_page, sign_in):
    EntryFactory(published=True, title="Tabak op school", content=content(title="Tabak op school"))
    visitor, editor = new_page(), sign_in(new_page(), "redactie")
    visitor.goto("/catalogus/?q=snus")
    visitor.get_by_text("Niets gevonden voor “snus”").wait_for()
    _wait_until_counted(editor)

    editor.get_by_role("link", name="snus").click()
    editor.get_by_label("Wat er in de catalogus staat").fill("tabak")
    editor.get_by_role("button", name="Bekijk wat dit verandert").click()
    editor.get_by_role("link", name="Tabak op school").wait_for()
    visitor.reload()
    visitor.get_by_text("Niets gevonden voor “snus”").wait_for()
    editor.get_by_role("button", name="Synoniem bewaren").click()
    editor.get_by_text("Het synoniem geldt vanaf nu voor iedereen.").wait_for()

    visitor.reload()
    visitor.get_by_role("link", name="Tabak op school").wait_for()


def test_synonym_can_be_taken_back_with_one_press(new_page, sign_in):
    EntryFactory(published=True, title="Tabak op school", content=content(title="Tabak op school"))
    visitor, editor = new_page(), sign_in(new_page(), "redactie")
    visitor.goto("/catalogus/?q=snus")
    _wait_until_counted(editor)
    editor.get_by_role("link", name="snus").click()
    editor.get_by_label("Wat er in de catalogus staat").fill("tabak")
    editor.get_by_role("button", name="Bekijk wat dit verandert").click()
    editor.get_by_role("button", name="Synoniem bewaren").click()

    editor.get_by_role("button", name="Ongedaan maken").click()

    editor.get_by_text("“snus” staat weer open.").wait_for()
    visitor.reload()
    visitor.get_by_text("Niets gevonden voor “snus”").wait_for()


def _wait_until_counted(editor) -> None:
    """The worker counts searches in vain beside the request."""
    editor.goto("/redactie/witte-vlekken/")
    for _ in range(20):
        if editor.get_by_role("link", name="snus").count():
            return
        editor.wait_for_timeout(500)
        editor.reload()
    pytest.fail("the search in vain was not counted within ten seconds")
