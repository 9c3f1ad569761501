"""The pages of partners: the overview, the shop window, writing and judging, and the logo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from loket.accounts import my_loket
from loket.catalogue.partners import pages, sections, workflow
from loket.catalogue.partners.models import ShopWindow, WindowText
from loket.usage.models import UseCount
from tests.catalogue.partners.factory import TOLD, offer, programme, shop, waiting_text
from tests.core.files import factory as made
from tests.factories import EntryFactory, FormerNameFactory, OrganisationFactory, UserFactory, content

pytestmark = pytest.mark.django_db


def typed(seen: str = "-", **changes) -> dict:
    return {"summary": "Wij helpen", "text": "Wij zijn er.", "seen": seen, **changes}


def titles(response) -> list[str]:
    return [str(card["window"].organisation) for card in response.context["cards"]]


def test_shop_shows_entries_by_kind_trainings_offers_and_programmes(visitor, at):
    window = shop()
    own = {"organisation": window.organisation, "published": True}
    EntryFactory(**own, title="Wandelen in de wijk")
    offer("Hulp bij een plan", window.organisation, kosten="€ 95 per uur")
    told = content(
        "opleiding", title="Luisteren", fields={"prijs": 245.0, "data": [{"datum": "2099-03-01", "plaats": "Ede"}]}
    )
    EntryFactory(**own, kind="opleiding", title="Luisteren", content=told)
    programme("2099-01-31", title="Buurtpot", organisation=window.organisation)

    page = visitor.get(window.get_absolute_url()).content.decode()

    parts = ("Wandelen in de wijk", "€ 95 per uur", "245", "1 maart 2099, Ede", "Buurtpot", "31 januari 2099")
    assert [part for part in parts if part not in page] == []


@pytest.mark.parametrize("kinds", [("interventie",), ("interventie", "publicatie", "materiaal", "handleiding")])
def test_shop_asks_the_same_number_of_queries_for_any_number_of_kinds(kinds, visitor, django_assert_max_num_queries):
    window = shop()
    for kind in kinds:
        for number in range(pages.SHOWN_OF_A_KIND + 1):
            EntryFactory(published=True, organisation=window.organisation, kind=kind, title=f"{kind} {number}")
    visitor.get(window.get_absolute_url())

    with django_assert_max_num_queries(7):
        response = visitor.get(window.get_absolute_url())

    shown = {kind["sheet"].kind: [entry.title for entry in kind["entries"]] for kind in response.context["kinds"]}
    assert shown == {kind: [f"{kind} {number}" for number in range(pages.SHOWN_OF_A_KIND)] for kind in kinds}


def test_shop_shows_the_first_of_many_offers_and_programmes_and_leads_to_all(visitor):
    window = shop()
    for number in range(pages.SHOWN_APART + 2):
        offer(f"Hulp {number:02}", window.organisation)
        programme(f"20{98 - number}-01-31", title=f"Pot {number:02}", organisation=window.organisation)

    response = visitor.get(window.get_absolute_url())

    assert len(response.context["offers"]) == pages.SHOWN_APART
    assert [entry.title for entry, _ in response.context["programmes"]][:2] == ["Pot 13", "Pot 12"]
    assert response.content.decode().count("Alle 14 bekijken") == 2


def test_shop_of_a_partner_without_entries_says_so(visitor):
    page = visitor.get(shop().get_absolute_url()).content.decode()

    assert "heeft nog geen ingangen in de catalogus" in page


def test_figures_count_a_year_of_the_own_entries(visitor, time_machine):
    time_machine.move_to("2026-03-02T10:00+01:00", tick=False)
    window = shop()
    entry = EntryFactory(published=True, organisation=window.organisation)
    for day, act, count in (
        ("2026-03-01", "view", 12),
        ("2025-03-04", "view", 3),
        ("2024-01-01", "view", 99),
        ("2026-02-01", "download", 4),
    ):
        UseCount.objects.create(day=day, subject_type="entry", subject_id=entry.pk, act=act, count=count)

    page = visitor.get(window.get_absolute_url()).content.decode()

    assert "15 keer bekeken en 4 keer gedownload" in page
    assert "alleen voor u" not in page


@pytest.mark.parametrize(("who", "status"), [("visitor", 404), ("stranger", 404), ("partner", 200), ("editor", 200)])
def test_window_without_a_placed_text_is_for_its_own_people(who, status, visitor, client_for):
    window = waiting_text().window
    people = {
        "visitor": lambda: visitor,
        "stranger": lambda: client_for(UserFactory(partner=True)),
        "partner": lambda: client_for(UserFactory(roles=["partner"], organisation=window.organisation)),
        "editor": lambda: client_for(UserFactory(editor=True)),
    }

    assert people[who]().get(window.get_absolute_url()).status_code == status


def test_window_of_a_merged_organisation_leads_to_its_successor(visitor):
    old, new = shop(), shop()
    type(old.organisation).objects.filter(pk=old.organisation_id).update(successor=new.organisation)

    answer = visitor.get(old.get_absolute_url())

    assert answer.url == new.get_absolute_url()
    assert titles(visitor.get(reverse("partners"))) == [str(new)]


def test_window_of_a_merged_organisation_without_heir_is_not_found(visitor):
    old = shop()
    type(old.organisation).objects.filter(pk=old.organisation_id).update(successor=OrganisationFactory())

    assert visitor.get(old.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"q": "weleer"}, 1),
        ({"q": "nergens"}, 0),
        ({"theme": "roken"}, 1),
        ({"area": "provincie-gelderland"}, 2),
        ({"area": "provincie-drenthe"}, 1),
        ({"what": "ondersteuningsaanbod"}, 1),
        ({"theme": "bestaat-niet"}, 2),
        ({"q": "\x00"}, 2),
    ],
)
def test_overview_finds_partners(query, found, visitor):
    national = shop()
    local = shop(told=workflow.Told("Wij", "Tekst", themes=("roken",), areas=("gemeente-tiel",)))
    FormerNameFactory(organisation=national.organisation, name="GGD Weleer")
    offer(organisation=local.organisation)

    assert len(titles(visitor.get(reverse("partners"), query))) == found


@pytest.mark.parametrize("number", [1, 4])
def test_overview_asks_the_same_number_of_queries(number, visitor, django_assert_max_num_queries):
    for _ in range(number):
        shop()
    visitor.get(reverse("partners"))

    with django_assert_max_num_queries(5):
        visitor.get(reverse("partners"))


def test_entry_leads_to_the_shop_of_its_owner(visitor):
    window = shop()
    entry = EntryFactory(published=True, organisation=window.organisation)

    assert window.get_absolute_url() in visitor.get(entry.get_absolute_url()).content.decode()


def test_section_of_another_area_stands_on_the_page(visitor, monkeypatch):
    monkeypatch.setattr(sections, "_sections", {})
    section = sections.Section("Bijeenkomsten", "bijeenkomsten", "components/skip_link.html", {})
    sections.register_section("empty", lambda organisation, user: None)
    sections.register_section("events", lambda organisation, user: section)

    page = visitor.get(shop().get_absolute_url()).content.decode()

    assert 'id="bijeenkomsten">Bijeenkomsten</h2>' in page


def test_partner_writes_and_editor_places(client_for, client_as, visitor):
    partner = UserFactory(partner=True)
    client = client_for(partner)

    opened = client.post(reverse("partner_open"))
    sent = client.post(opened.url, typed(themes=["roken"], areas="Tiel"))
    text = WindowText.objects.get()
    client_as("redactie").post(reverse("partner_judge", args=[text.pk, "plaatsen"]))

    page = visitor.get(text.window.get_absolute_url()).content.decode()
    assert (sent.url, "Wij zijn er." in page, "Tiel" in page) == (text.get_absolute_url(), True, True)


def test_second_of_two_keeps_what_was_typed(client_for):
    first = waiting_text()
    client = client_for(UserFactory(roles=["partner"], organisation=first.window.organisation))

    answer = client.post(reverse("partner_write", args=[first.window.slug]), typed("-", text="Mijn lange tekst"))

    page = answer.content.decode()
    assert (answer.status_code, "Mijn lange tekst" in page, "Iemand anders heeft dit" in page) == (422, True, True)
    assert f'value="{first.pk}"' in page


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 241}, "summary"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://example.org/x"}, "website"),
        ({"areas": "Luilekkerland"}, "areas"),
        ({"themes": ["bestaat-niet"]}, "themes"),
    ],
)
def test_wrong_input_is_told_at_its_field(told, field, client_for):
    partner = UserFactory(partner=True)
    window = workflow.open_window(partner.organisation, by=partner, at=waiting_text().submitted_at)

    answer = client_for(partner).post(reverse("partner_write", args=[window.slug]), typed(**told))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("logo.png", b"dit is tekst"), "de inhoud is iets anders"),
        (SimpleUploadedFile("logo.pdf", made.pdf()), "Een logo is een afbeelding"),
        (SimpleUploadedFile("logo.svg", b"<svg/>"), "SVG"),
        (SimpleUploadedFile("logo.png", made.huge_png_header()), "te groot"),
    ],
)
def test_logo_that_is_no_image_is_refused(upload, sentence, client_for):
    partner = UserFactory(partner=True)
    window = workflow.open_window(partner.organisation, by=partner, at=waiting_text().submitted_at)

    answer = client_for(partner).post(reverse("partner_write", args=[window.slug]), typed(logo=upload))

    assert sentence in str(answer.context["form"].errors["logo"])
    assert not window.texts.exists()


def test_logo_is_kept_small_and_without_its_place(client_for, visitor):
    partner = UserFactory(partner=True)
    window = workflow.open_window(partner.organisation, by=partner, at=waiting_text().submitted_at)
    upload = SimpleUploadedFile("logo.jpg", made.photo_with_place())

    client_for(partner).post(reverse("partner_write", args=[window.slug]), typed(logo=upload))

    text = window.texts.get()
    with text.logo.open("rb") as logo:
        content = logo.read()
    assert (content[8:12], b"bij mij thuis" in content) == (b"WEBP", False)
    assert visitor.get(reverse("partner_logo", args=[text.pk])).status_code == 404
    assert client_for(partner).get(reverse("partner_logo", args=[text.pk]))["Content-Type"] == "image/webp"


@pytest.mark.parametrize("name", ["partner_text", "partner_logo"])
def test_text_of_another_partner_is_not_found(name, client_for):
    text = waiting_text(told=workflow.Told("Wij", "Tekst", logo=b"RIFF"))

    assert client_for(UserFactory(partner=True)).get(reverse(name, args=[text.pk])).status_code == 404


def test_stranger_may_not_write_in_a_public_window(client_for):
    window = shop()

    assert client_for(UserFactory(partner=True)).get(reverse("partner_write", args=[window.slug])).status_code == 403


def test_placing_what_was_withdrawn_meanwhile_says_so(client_as, at):
    text = waiting_text()
    workflow.withdraw(text, by=text.author, at=at)

    answer = client_as("redactie").post(reverse("partner_judge", args=[text.pk, "plaatsen"]), follow=True)

    assert "Iemand anders heeft dit intussen veranderd" in answer.content.decode()
    assert not ShopWindow.objects.get().is_public


def test_unknown_act_is_not_found(client_as):
    text = waiting_text()

    assert client_as("redactie").post(reverse("partner_judge", args=[text.pk, "weggooien"])).status_code == 404


def test_editor_begins_a_window_by_a_former_name(client_as):
    organisation = OrganisationFactory()
    FormerNameFactory(organisation=organisation, name="GGD Weleer")
    client = client_as("redactie")

    unknown = client.post(reverse("partner_open"), {"organisation": "Bestaat niet"})
    known = client.post(reverse("partner_open"), {"organisation": "ggd weleer"})

    assert (unknown.url, ShopWindow.objects.get().organisation) == (reverse("partners"), organisation)
    assert known.url == reverse("partner_write", args=[ShopWindow.objects.get().slug])


def test_partner_without_organisation_is_told(client_as):
    answer = client_as("partner").post(reverse("partner_open"), follow=True)

    assert "Deze organisatie kennen wij niet" in answer.content.decode()


def test_tasks_of_editor_and_of_the_author_after_sending_back(at):
    editor, text = UserFactory(editor=True), waiting_text()
    waiting = [task.title for task in my_loket.tasks_of(editor)]

    workflow.send_back(text, by=editor, at=at, note="Noem uw regio")

    assert waiting == [f"Tekst van {text.window}"]
    assert [task.detail for task in my_loket.tasks_of(text.author)] == ["De redactie vraagt een aanpassing"]


def test_text_waits_on_the_page_of_the_editors_alone(client_as):
    text = waiting_text()

    page = client_as("redactie").get(reverse("partners_waiting")).content.decode()

    assert str(text.window) in page
    assert client_as("professional").get(reverse("partners_waiting")).status_code == 403


def test_script_in_the_text_is_shown_as_text(visitor):
    window = shop(told=workflow.Told("Wij", "<script>alert(1)</script> [x](javascript:alert(1))"))

    page = visitor.get(window.get_absolute_url()).content.decode()

    assert ("&lt;script&gt;" in page, 'href="javascript' in page) == (True, False)


def test_search_finds_a_partner_as_partner(visitor):
    window = shop(told=TOLD)

    page = visitor.get(reverse("search"), {"q": window.organisation.name, "kind": "partner"}).content.decode()

    assert (window.get_absolute_url() in page, "Partners" in page) == (True, True)
