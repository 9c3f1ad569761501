"""The search page, its part for htmx, the JSON and the editors' pages."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from lxml import html

from loket.search import index, keeping, tasks
from loket.search.facets import Option
from loket.search.models import EmptySearch, SynonymGroup
from loket.search.templatetags.search_tags import facet_options
from tests.search.documents import document, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def several() -> None:
    index.put_many(
        document(f"Valpreventie {n}", summary="Ouderen vallen minder.", facets={"theme": ["valpreventie"]})
        for n in range(30)
    )


def _text(response) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def test_page_shows_results_and_marks(visitor, several) -> None:
    page = visitor.get("/catalogus/?q=vallen")

    assert ("30 resultaten gevonden" in _text(page), b"<mark>vallen</mark>" in page.content) == (True, True)


@pytest.mark.parametrize(
    "address", ["?q=vallen", "", "?q=vallen&theme=valpreventie&pagina=2", "?q=xyzzy", "?theme=roken"]
)
def test_part_for_htmx_equals_the_part_of_the_page(visitor, several, address: str) -> None:
    page = visitor.get(f"/catalogus/{address}").content.decode()
    part = visitor.get(f"/catalogus/{address}", headers={"HX-Request": "true"}).content.decode()

    assert part.strip() in page


def test_second_page_goes_on_where_the_first_stopped(visitor, several) -> None:
    pages = [visitor.get(f"/catalogus/?q=vallen&pagina={n}").content.decode() for n in (1, 2)]

    shown = [set(re.findall(r"/catalogus/x-\d+/", page)) for page in pages]
    assert ([len(found) for found in shown], shown[0] & shown[1]) == ([20, 10], set())


@pytest.mark.parametrize(
    "address",
    ["?pagina=-1", "?pagina=1000000000", "?q=" + "a" * 2500, "?nope=1", "?q=%00", "?theme=%27%22&sort=x", "?q=a:*|!&"],
)
def test_bad_input_gives_a_page(visitor, several, address: str) -> None:
    assert visitor.get(f"/catalogus/{address}").status_code == 200


def test_script_in_a_query_is_text(visitor, several) -> None:
    assert b"<script>alert" not in visitor.get("/catalogus/?q=<script>alert(1)</script>").content


def test_page_tells_what_was_searched_instead(visitor, several) -> None:
    page = visitor.get("/catalogus/?q=ouderenn")

    assert "Bedoelde u ouderen? Dit zijn de resultaten voor ouderen. Zoek toch op “ouderenn”" in _text(page)
    assert 'href="?q=%22ouderenn%22"' in page.content.decode()


def test_page_offers_a_word_that_may_have_been_meant(visitor, several) -> None:
    index.put(document("Valpreventig"))

    page = visitor.get("/catalogus/?q=valpreventig")

    assert ("1 resultaat" in _text(page), "Bedoelde u valpreventie?" in _text(page)) == (True, True)
    assert 'href="?q=valpreventie"' in page.content.decode()


def test_search_without_results_is_counted(visitor) -> None:
    tasks.count_empty_search("  Niets   Hier ")
    tasks.count_empty_search("niets hier")

    assert list(EmptySearch.objects.values_list("text", "count")) == [("niets hier", 2)]


@pytest.mark.parametrize("text", ["jan@example.org", "06 12345678", "a"])
def test_what_may_be_about_a_person_is_not_counted(text: str) -> None:
    tasks.count_empty_search(text)

    assert not EmptySearch.objects.exists()


def test_options_are_as_the_component_has_them() -> None:
    option = Option("a<b", "A & B", 1200, is_checked=True)
    context = {"option": option, "name": "theme", "number": 1}

    component = render_to_string("components/facet_option.html", context)

    written = html.tostring(html.fromstring(facet_options("theme", [option])))
    assert re.sub(rb">\s+<", b"><", written) == re.sub(
        rb">\s+<", b"><", html.tostring(html.fromstring(component)).strip()
    )


def test_suggestions_work_without_a_script(visitor, several) -> None:
    assert "Valpreventie 3" in _text(visitor.get("/zoeken/suggesties?q=valp"))


def test_suggestions_for_the_field_are_a_list_box(visitor, several) -> None:
    part = visitor.get("/zoeken/suggesties?q=valp&id=zoek", headers={"HX-Request": "true"})

    assert part.content.count(b'role="option"') == 7


@pytest.mark.parametrize("name", ["synonyms", "synonym_add"])
def test_editors_pages_are_for_editors(client_as, name: str) -> None:
    found = [client_as(role).get(reverse(name)).status_code for role in ("redactie", "professional", "bezoeker")]

    assert found == [200, 403, 302]


def test_editor_adds_changes_and_removes_synonyms(client_as) -> None:
    index.put(document("Tabak"))
    editor = client_as("redactie")

    editor.post(reverse("synonym_add"), {"terms": "peuken\ntabak", "direction": "both"})
    added = titles("peuken")
    group = SynonymGroup.objects.get()
    editor.post(reverse("synonym_edit", args=[group.pk]), {"terms": "saffies\ntabak", "direction": "both"})
    changed = (titles("peuken"), titles("saffies"))
    editor.post(reverse("synonym_delete", args=[group.pk]))

    assert (added, changed, titles("saffies")) == (["Tabak"], ([], ["Tabak"]), [])


@pytest.mark.parametrize(
    "terms", ["", "een", "één\nEEN", "x\n" + "y" * 81, "\n".join(f"w{n}" for n in range(31)), "!\n?"]
)
def test_group_that_is_no_group_is_refused_with_what_was_typed(client_as, terms: str) -> None:
    page = client_as("redactie").post(reverse("synonym_add"), {"terms": terms, "direction": "both"})

    shown = html.fromstring(page.content.decode()).get_element_by_id("id_terms")
    assert (page.status_code, SynonymGroup.objects.count()) == (422, 0)
    assert shown.text_content().strip().splitlines() == terms.splitlines()


def test_shipped_synonyms_load_once(at) -> None:
    lines = ["# uitleg", "jongeren ~ jeugd", "banaan > fruit"]

    added = [keeping.load_groups(lines, at) for _ in range(2)]

    assert (added, sorted(map(str, SynonymGroup.objects.all()))) == ([2, 0], ["fruit, banaan", "jongeren, jeugd"])
