"""The pages of a mix: what they show, in a fixed number of queries, with and without a script."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from loket.catalogue.mixes.models import Mix
from tests.catalogue.mixes.factory import MemberFactory, MixFactory, PriorityFactory, RowFactory
from tests.factories import EntryFactory, content

pytestmark = pytest.mark.django_db
START = {
    "title": "Gezond Tiel",
    "areas": "Tiel",
    "first_year": "2027",
    "last_year": "2030",
    "themes_codes": ["overgewicht"],
    "themes_own": "wijkgevoel",
    "pillar_set": "rivm",
}


@pytest.fixture
def mix():
    return MixFactory(title="Gezond Tiel")


@pytest.fixture
def browser(client_for, mix):
    return client_for(mix.owner)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_start_page_explains_and_shows_the_example_to_all(visitor):
    page = text(visitor.get(reverse("mixes")))

    assert all(word in page for word in ("Gezond gewicht in Rivierenland", "FitGaaf!", "43", "1.100", "Nog niets"))


def test_making_a_mix_asks_to_sign_in(visitor):
    assert visitor.get(reverse("mix_new")).url.startswith(reverse("account_login"))


def test_mix_is_made_from_the_form(client_as):
    answer = client_as("professional").post(reverse("mix_new"), START)

    made = Mix.objects.get()
    assert (answer.url, made.themes, made.areas) == (
        made.get_absolute_url(),
        ["overgewicht", "wijkgevoel"],
        ["gemeente-tiel"],
    )


def test_wrong_form_keeps_what_was_typed(client_as):
    page = client_as("professional").post(reverse("mix_new"), START | {"areas": "Atlantis"})

    assert page.status_code == 422
    assert all(word in text(page) for word in ("Dit gebied kennen wij niet: Atlantis.", "wijkgevoel", "Gezond Tiel"))


def test_empty_mix_says_where_to_begin(browser, mix):
    page = text(browser.get(mix.get_absolute_url()))

    assert "Er staat nog niets in deze mix" in page
    assert page.count("Nog niets") == 8


def test_gap_leads_to_suggestions_for_it(browser, mix):
    RowFactory(mix=mix)

    page = text(browser.get(mix.get_absolute_url()))

    address = f"{reverse('mix_add', args=[mix.pk])}?as=thema&amp;pijler=regelgeving&amp;kolom=bewegen"
    assert f'href="{address}"' in page
    assert "In 7 van de 8 vakken staat nog niets." in page


def test_suggestion_is_put_at_its_place(browser, mix):
    entry = EntryFactory(published=True, kind="interventie", content=content("interventie", themes=["overgewicht"]))
    url = f"{reverse('mix_add', args=[mix.pk])}?as=thema&pijler=omgeving&kolom=overgewicht"

    page = text(browser.get(url))
    browser.post(f"{reverse('mix_put', args=[mix.pk, entry.slug])}?as=thema&pijler=omgeving&kolom=overgewicht")

    row = mix.rows.get()
    assert "Thema: overgewicht" in page
    assert (row.entry, row.pillar, row.themes) == (entry, "omgeving", ["overgewicht"])


def test_search_in_the_page_answers_htmx_with_the_same_offers(browser, mix):
    EntryFactory(published=True, title="Valpreventie thuis")
    url = f"{reverse('mix_add', args=[mix.pk])}?q=valpreventie"

    page, piece = browser.get(url), browser.get(url, headers={"HX-Request": "true"})

    start = text(piece).index('<section class="stack" id="aanbod"')
    shown = re.sub(r'value="[\w-]{60,}"', "", text(piece)[start:].strip())
    assert shown in re.sub(r'value="[\w-]{60,}"', "", text(page))
    assert "Valpreventie thuis" in shown


def test_polled_overview_equals_a_full_reload(browser, mix):
    RowFactory(mix=mix, of_entry=True)

    page, piece = (
        re.sub(r'value="[\w-]{60,}"', "", text(browser.get(mix.get_absolute_url(), **more)))
        for more in ({}, {"headers": {"HX-Request": "true"}})
    )

    assert piece.strip() in page


def test_entry_page_offers_the_mix_and_tells_in_how_many_it_stands(client_for, mix):
    entry = EntryFactory(published=True)
    for _ in range(2):
        RowFactory(entry=entry, mix=MixFactory())

    page = text(client_for(mix.owner).get(entry.get_absolute_url()))

    assert "Staat in 2 interventiemixen." in page
    assert f'<option value="{mix.pk}">Gezond Tiel</option>' in page


def test_entry_in_no_mix_says_nothing_of_it(visitor):
    assert "Staat in" not in text(visitor.get(EntryFactory(published=True).get_absolute_url()))


def test_entry_is_put_in_from_its_page_and_led_on(browser, mix):
    entry = EntryFactory(published=True)

    answer = browser.post(reverse("mix_put_from_entry", args=[entry.slug]), {"mix": mix.pk})

    assert answer.url == reverse("mix_row", args=[mix.pk, mix.rows.get().pk])


def test_entry_goes_into_nobody_elses_mix(browser):
    entry, other = EntryFactory(published=True), MemberFactory(right="view").mix

    answer = browser.post(reverse("mix_put_from_entry", args=[entry.slug]), {"mix": other.pk})

    assert (answer.status_code, other.rows.count()) == (404, 0)


def row_form(**more) -> dict:
    fixed = {"title": "Wandelen", "status": "loopt", "pillar": "omgeving", "themes": ["bewegen"], "seen": "1"}
    return fixed | more


def test_row_keeps_all_that_is_typed(browser, mix):
    told = {
        "locations-0-name": "Scholen",
        "locations-0-count": "6",
        "numbers-0-year": "2027",
        "numbers-0-planned": "120",
    }
    told |= {"costs-0-year": "2027", "costs-0-cents": "1.250,50", "costs-0-bearer": "Tiel", "umbrella": "b-slim"}
    umbrella = EntryFactory(published=True, title="B-slim")

    browser.post(reverse("mix_row_new", args=[mix.pk]), row_form(questions="Bereiken wij\nde juiste mensen?", **told))

    row = mix.rows.get()
    assert (row.locations, row.numbers) == (
        [{"name": "Scholen", "count": 6}],
        [{"year": 2027, "planned": 120, "reached": None}],
    )
    assert (row.costs, row.umbrella_entry) == ([{"year": 2027, "cents": 125050, "bearer": "Tiel"}], umbrella)
    assert row.questions == ["Bereiken wij", "de juiste mensen?"]


def test_wrong_row_keeps_what_was_typed(browser, mix):
    row = RowFactory(mix=mix)
    told = row_form(**{"numbers-0-year": "2027", "numbers-0-planned": "veel", "goal": "Minder zitten"})

    page = browser.post(reverse("mix_row", args=[mix.pk, row.pk]), told)

    assert page.status_code == 422
    assert all(word in text(page) for word in ("heel getal van 0", "Minder zitten", 'value="veel"'))


def test_row_page_shows_what_stands_there(browser, mix):
    costs = [{"year": None, "cents": 125050, "bearer": "Tiel"}]
    row = RowFactory(mix=mix, costs=costs, numbers=[{"year": 2027, "planned": 0, "reached": None}])

    page = text(browser.get(reverse("mix_row", args=[mix.pk, row.pk])))

    assert 'value="1250,50"' in page
    assert 'name="numbers-0-planned" value="0"' in page


def test_moving_works_by_form_and_by_script(browser, mix):
    row = RowFactory(mix=mix)
    url, told = reverse("mix_move", args=[mix.pk]), {"rij": row.pk, "as": "thema", "van": "overgewicht"}

    plain = browser.post(url, told | {"pijler": "omgeving", "kolom": "bewegen"})
    script = browser.post(url, {"rij": row.pk, "pijler": "regelgeving"}, headers={"HX-Request": "true"})

    row.refresh_from_db()
    assert plain.url == f"{mix.get_absolute_url()}?as=thema"
    assert 'id="mix"' in text(script)
    assert (row.pillar, row.themes) == ("regelgeving", ["bewegen"])


@pytest.mark.parametrize("told", [{"kolom": "slaap"}, {"pijler": "weg"}, {"rij": "9999"}, {"rij": "x"}, {}])
def test_moving_to_nowhere_changes_nothing(browser, mix, told):
    row = RowFactory(mix=mix)

    browser.post(reverse("mix_move", args=[mix.pk]), {"rij": row.pk} | told)

    row.refresh_from_db()
    assert (row.pillar, row.themes, row.version) == ("voorlichting", ["overgewicht"], 1)


def test_removed_row_can_be_put_back_by_the_message(browser, mix):
    row = RowFactory(mix=mix)

    page = browser.post(reverse("mix_row_remove", args=[mix.pk, row.pk]), follow=True)
    browser.post(reverse("mix_put_back", args=[mix.pk, 2]))

    assert reverse("mix_put_back", args=[mix.pk, 2]) in text(page)
    assert mix.rows.get() == row


def test_profile_shows_figures_and_priorities(browser, mix):
    mix.figures = [{"label": "Overgewicht", "value": "17%", "source": "GGD", "year": 2025}]
    mix.save()
    PriorityFactory(mix=mix)

    page = text(browser.get(reverse("mix_profile", args=[mix.pk])))

    assert all(word in page for word in ("17%", "GGD", "<strong>12</strong> van 15"))


def test_priority_is_added_and_scored_from_one_to_five(browser, mix):
    url = reverse("mix_priority_new", args=[mix.pk])
    told = {"title": "Overgewicht", "urgency": "5", "potential": "4", "energy": "3"}

    refused = browser.post(url, told | {"energy": "6"})
    browser.post(url, told)

    assert refused.status_code == 422
    assert [(row.title, row.energy) for row in mix.priorities.all()] == [("Overgewicht", 3)]


def test_version_can_be_named_seen_compared_and_restored(browser, mix):
    browser.post(reverse("mix_versions", args=[mix.pk]), {"name": "vastgesteld plan 2027"})
    browser.post(reverse("mix_row_new", args=[mix.pk]), row_form())

    listed = text(browser.get(reverse("mix_versions", args=[mix.pk])))
    compared = text(browser.get(f"{reverse('mix_compare', args=[mix.pk])}?van=2"))
    seen = text(browser.get(reverse("mix_version", args=[mix.pk, 2])))
    browser.post(reverse("mix_restore", args=[mix.pk, 2]))

    assert "vastgesteld plan 2027" in listed
    assert "Erbij gekomen" in compared
    assert "Wandelen" not in seen.partition("<main")[2]
    assert mix.rows.count() == 0


@pytest.mark.parametrize("number", ["99", "abc", "99999999999999999999"])
def test_version_that_is_not_there_breaks_nothing(browser, mix, number):
    answer = browser.get(f"{reverse('mix_compare', args=[mix.pk])}?van={number}&met=1")

    assert answer.status_code == (404 if number == "99" else 200)


def test_throwing_away_asks_first(browser, mix):
    url = reverse("mix_delete", args=[mix.pk])

    assert "Dit kan niet ongedaan worden gemaakt." in text(browser.get(url))
    browser.post(url)

    assert not Mix.objects.exists()


def test_viewer_gets_no_buttons(client_for):
    member = MemberFactory(right="view")
    row = RowFactory(mix=member.mix)

    page = text(client_for(member.user).get(member.mix.get_absolute_url()))

    assert row.title in page
    assert not any(word in page for word in ("Iets toevoegen", "verplaatsen", "Aanvullen", "data-mix-row"))


def test_nasty_text_is_shown_as_text(browser, mix):
    RowFactory(mix=mix, title="<script>alert(1)</script>", umbrella="=1+1 <b>")
    mix.themes = ["<i>eigen</i> & thema"]
    mix.save()

    page = text(browser.get(mix.get_absolute_url()))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;i&gt;eigen&lt;/i&gt; &amp; thema" in page


@pytest.mark.parametrize("name", ["mix", "mix_print", "mix_profile", "mix_pdf", "mix_ods", "mix_add", "mix_versions"])
def test_sixty_entries_cost_as_many_queries_as_three(client_for, steady_vocabulary, name):
    counts = []
    for size in (3, 60):
        shown = MixFactory(size=size)
        browser, url = client_for(shown.owner), reverse(name, args=[shown.pk])
        browser.get(url)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 14


def test_start_page_costs_the_same_with_one_and_three_mixes(client_for, mix, steady_vocabulary):
    browser, counts = client_for(mix.owner), []
    for _ in ("one", "three"):
        browser.get(reverse("mixes"))
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("mixes"))
        counts.append(len(queries))
        for _ in range(2):
            MixFactory(owner=mix.owner, size=2)

    assert counts[0] == counts[1]
