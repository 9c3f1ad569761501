"""Editors pin and bar what stands beside an entry: at once, with a reason, and to be taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from loket.catalogue import pinning, related
from loket.catalogue.models import Entry, RelatedChoice
from loket.core.workflow import StaleState
from tests.factories import EntryFactory, UserFactory, content

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def entry(title: str, **told) -> Entry:
    return EntryFactory(published=True, title=title, content=content(title=title, **{"themes": []} | told))


def shown(of: Entry) -> list[tuple[str, str]]:
    return [(row.entry.title, row.reason) for row in related.to(of)]


def test_pinned_comes_first_with_its_reason(editor, at):
    one, _like, other = entry("Vrijdag", themes=["roken"]), entry("Dinsdag", themes=["roken"]), entry("Maandag")

    pinning.choose(one, other, kind="pinned", reason="hoort bij dezelfde aanpak", by=editor, at=at)

    assert shown(one) == [("Maandag", "hoort bij dezelfde aanpak"), ("Dinsdag", "zelfde thema: roken")]


def test_barred_is_gone_at_once_and_back_after_undo(editor, at):
    one, other = entry("Vrijdag", themes=["roken"]), entry("Dinsdag", themes=["roken"])
    before = shown(one)

    choice = pinning.choose(one, other, kind="barred", reason="", by=editor, at=at)
    barred = shown(one)
    pinning.take_back(choice, by=editor, at=at)

    assert (barred, shown(one)) == ([], before)


def test_pinned_that_is_archived_is_not_shown(editor, at):
    one, other = entry("Vrijdag"), entry("Maandag")
    pinning.choose(one, other, kind="pinned", reason="samen gebruikt", by=editor, at=at)

    Entry.objects.filter(pk=other.pk).update(state="archived", archived_at=at)

    assert shown(one) == []


@pytest.mark.parametrize(
    ("kind", "reason", "sentence"),
    [
        ("pinned", " ", "Schrijf waarom deze ingang erbij hoort. Bezoekers lezen deze reden."),
        ("barred", "x", "Voor “Maandag” is al een keuze gemaakt. Draai die eerst terug."),
    ],
)
def test_choice_that_cannot_be_says_why(kind, reason, sentence, editor, at):
    one, other = entry("Vrijdag"), entry("Maandag")
    pinning.choose(one, other, kind="barred", reason="", by=editor, at=at)

    with pytest.raises(ValidationError, match=sentence):
        pinning.choose(one, other, kind=kind, reason=reason, by=editor, at=at)


def test_fifth_pin_is_refused(editor, at):
    one, *others = [entry(f"Dag {number}") for number in range(6)]
    for other in others[:4]:
        pinning.choose(one, other, kind="pinned", reason="hoort erbij", by=editor, at=at)

    with pytest.raises(ValidationError, match="Er staan al 4 ingangen vast"):
        pinning.choose(one, others[4], kind="pinned", reason="hoort erbij", by=editor, at=at)


def test_choice_taken_back_twice_is_stale(editor, at):
    choice = pinning.choose(entry("Vrijdag"), entry("Maandag"), kind="barred", reason="", by=editor, at=at)
    pinning.take_back(choice, by=editor, at=at)

    with pytest.raises(StaleState):
        pinning.take_back(choice, by=editor, at=at)


def test_only_editors_choose(at):
    with pytest.raises(PermissionDenied):
        pinning.choose(entry("Vrijdag"), entry("Maandag"), kind="barred", reason="", by=UserFactory(), at=at)


def test_page_pins_by_address_and_offers_to_take_it_back(client_as):
    client, one, other = client_as("redactie"), entry("Vrijdag"), entry("Maandag")
    typed = {"other": f"https://example.org{other.get_absolute_url()}", "kind": "pinned", "reason": "hoort erbij"}

    page = client.post(reverse("related_choices", args=[one.slug]), typed, follow=True).content.decode()

    taken_back = reverse("related_take_back", args=[RelatedChoice.objects.get().pk])
    assert ("“Maandag” staat nu vast." in page, f'action="{taken_back}"' in page) == (True, True)


@pytest.mark.parametrize("typed", ["bestaat-niet", "", "\x00", "vrijdag-zelf"])
def test_page_refuses_an_unknown_entry_and_keeps_what_was_typed(typed, client_as):
    client, one = client_as("redactie"), entry("Vrijdag")
    other = one.slug if typed == "vrijdag-zelf" else typed

    page = client.post(reverse("related_choices", args=[one.slug]), {"other": other, "kind": "barred", "reason": "nee"})

    assert (page.status_code, 'value="nee"' in page.content.decode()) == (422, True)


def test_professional_may_not_open_the_page(client_as):
    assert client_as("professional").get(reverse("related_choices", args=[entry("Vrijdag").slug])).status_code == 403
