"""The text of a shop window: public after an editor's okay, each time anew, and never overwritten unseen."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts import privacy
from loket.catalogue.partners import workflow
from loket.catalogue.partners.enums import TextState
from loket.catalogue.partners.models import ShopWindow, WindowText
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.search.models import Findable
from tests.catalogue.partners.factory import TOLD, shop, waiting_text
from tests.factories import FormerNameFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def mails() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to", "subject"))


def test_window_is_not_public_before_an_editor_agreed():
    waiting_text()

    assert list(ShopWindow.objects.public()) == []
    assert not Findable.objects.filter(subject_type="partner").exists()


def test_accepting_makes_it_public_and_findable_by_former_names(at):
    text = waiting_text()
    FormerNameFactory(organisation=text.window.organisation, name="GGD Weleer")

    workflow.accept(text, by=UserFactory(editor=True), at=at)

    window = ShopWindow.objects.public().get()
    found = Findable.objects.get(subject_type="partner")
    assert (window.current, window.organisation.is_partner) == (text, True)
    assert (found.url, "weleer" in str(found.text.words)) == (window.get_absolute_url(), True)


def test_change_leaves_the_page_as_it_was_until_it_is_accepted(at):
    window = shop()
    partner = window.current.author

    text = workflow.submit(window, TOLD, by=partner, at=at, seen=workflow.mark_of(window.current))
    before = ShopWindow.objects.get().current_id
    workflow.accept(text, by=UserFactory(editor=True), at=at)

    assert (before, ShopWindow.objects.get().current) == (window.current_id, text)
    assert WindowText.objects.filter(state="accepted").count() == 2


def test_nobody_places_their_own_text(at):
    editor = UserFactory(editor=True)
    window = workflow.open_window(OrganisationFactory(), by=editor, at=at)
    text = workflow.submit(window, TOLD, by=editor, at=at, seen="-")

    with pytest.raises(PermissionDenied):
        workflow.accept(text, by=editor, at=at)

    assert not ShopWindow.objects.get().is_public


@pytest.mark.parametrize("act", ["accept", "send_back", "withdraw"])
@pytest.mark.parametrize("state", TextState)
def test_every_act_on_every_state(state, act, at):
    text, editor = waiting_text(), UserFactory(editor=True)
    WindowText.objects.update(state=state, decided_at=at)
    text.refresh_from_db()

    if state == TextState.SUBMITTED:
        workflow.TEXTS.apply(text, act, by=editor, at=at, decided_at=at)
        assert text.history.first().act == act
    else:
        with pytest.raises(StaleState):
            workflow.TEXTS.apply(text, act, by=editor, at=at, decided_at=at)


def test_second_text_takes_the_place_of_the_one_that_waited(at):
    first = waiting_text()

    second = workflow.submit(first.window, TOLD, by=first.author, at=at, seen=workflow.mark_of(first))

    assert dict(WindowText.objects.values_list("pk", "state")) == {first.pk: "withdrawn", second.pk: "submitted"}


def test_second_of_two_colleagues_is_told(at):
    first = waiting_text()
    colleague = UserFactory(roles=["partner"], organisation=first.window.organisation)

    with pytest.raises(StaleState):
        workflow.submit(first.window, TOLD, by=colleague, at=at, seen="-")

    assert WindowText.objects.get() == first


def test_two_waiting_texts_are_refused_by_the_database():
    text = waiting_text()

    with pytest.raises(IntegrityError, match="one_waiting_window_text"), transaction.atomic():
        WindowText.objects.create(window=text.window, summary="x", text="x", submitted_at=text.submitted_at)


def test_sending_back_needs_a_word(at):
    text = waiting_text()

    with pytest.raises(ValidationError, match="anders moet"):
        workflow.send_back(text, by=UserFactory(editor=True), at=at, note=" ")

    assert WindowText.objects.get().state == "submitted"


def test_author_and_editors_hear_of_it_and_the_author_gets_the_note(at):
    editor = UserFactory(editor=True)
    text = waiting_text()

    workflow.send_back(text, by=editor, at=at, note="Noem uw regio")

    assert mails() == sorted(
        [
            (editor.email, f"Een partner wacht op uw akkoord: {text.window}"),
            (text.author.email, f"Graag een aanpassing in de tekst van {text.window}"),
        ]
    )
    assert "Noem uw regio" in OutgoingMail.objects.get(to=text.author.email).text


@pytest.mark.parametrize("who", ["partner of another", "professional"])
def test_stranger_opens_no_window(who, at):
    user = UserFactory(partner=True) if who == "partner of another" else UserFactory()

    with pytest.raises(PermissionDenied):
        workflow.open_window(OrganisationFactory(), by=user, at=at)


def test_merged_organisation_gets_no_window(at):
    gone = OrganisationFactory(successor=OrganisationFactory())

    with pytest.raises(ValidationError, match="opgegaan"):
        workflow.open_window(gone, by=UserFactory(editor=True), at=at)


def test_opening_a_window_twice_gives_the_same(at):
    editor, organisation = UserFactory(editor=True), OrganisationFactory()

    windows = {workflow.open_window(organisation, by=editor, at=at) for _ in range(2)}

    assert len(windows) == 1


@pytest.mark.parametrize("name", ["Nieuw", "Teksten", "!!!", "x" * 200])
def test_odd_name_still_gets_an_address(name, at):
    window = workflow.open_window(OrganisationFactory(name=name), by=UserFactory(editor=True), at=at)

    assert window.get_absolute_url().startswith("/partners/")
    assert window.slug not in workflow.RESERVED_SLUGS


def test_new_text_keeps_the_logo_unless_it_is_taken_off(at):
    first = waiting_text(told=workflow.Told("Wij", "Tekst", logo=b"RIFF"))

    second = workflow.submit(first.window, TOLD, by=first.author, at=at, seen=workflow.mark_of(first))
    bare = workflow.Told("Wij", "Tekst", logo=b"")
    third = workflow.submit(first.window, bare, by=first.author, at=at, seen=workflow.mark_of(second))

    assert (second.logo.name == first.logo.name, bool(third.logo)) == (True, False)


def test_erased_person_leaves_what_stands_without_the_name(at):
    window = shop()
    author = window.current.author
    workflow.submit(window, TOLD, by=author, at=at, seen=workflow.mark_of(window.current))

    told = privacy.export_of(author)["etalages"]
    privacy.erase(author, at=at)

    assert [row["stand"] for row in told] == ["submitted", "accepted"]
    assert (WindowText.objects.get().author, ShopWindow.objects.get().is_public) == (None, True)
