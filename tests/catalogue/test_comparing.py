"""Comparing: what stands beside each other, what is said to differ, and what an address that asks too much gets."""

import io

import pytest
import tablib
from django.http import QueryDict
from django.urls import reverse

from loket.catalogue import compared_fields, comparing
from loket.catalogue.compared_fields import Said
from loket.catalogue.comparing import Verdict
from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from tests.factories import EntryFactory, content

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script> *vet* =1+1 \x0b"


def entry(slug: str, kind: str = "interventie", state: str = "published", fields: dict | None = None, **told) -> Entry:
    title = told.pop("title", slug.capitalize())
    return EntryFactory(
        **{state: True},
        slug=slug,
        kind=kind,
        title=title,
        content=content(kind, title=title, fields=fields or {}, **told),
    )


def address(*slugs: str, view: str = "compare", **more) -> str:
    query = QueryDict(mutable=True)
    query.setlist("ingang", slugs)
    for name, values in more.items():
        query.setlist(name, values if isinstance(values, list) else [values])
    return f"{reverse(view)}?{query.urlencode()}"


def read(*slugs: str, **more) -> comparing.Comparison:
    return comparing.read(QueryDict(address(*slugs, **more).partition("?")[2]))


def notices(*slugs: str, **more) -> list[str]:
    return [notice.text for notice in read(*slugs, **more).notices]


def verdicts(comparison: comparing.Comparison) -> dict[str, str]:
    return {row.field.key: row.verdict.name for row in comparison.rows}


def test_interventions_are_compared_on_what_carrying_out_asks():
    entry("een")
    entry("twee")

    assert [row.field.label for row in read("een", "twee").rows] == [
        "Uiteindelijke doelgroep",
        "Intermediaire doelgroep",
        "Doelgroepen",
        "Kosten",
        "Uren",
        "Competenties van uitvoerders",
        "Materialen",
        "Minimale schaal",
        "Randvoorwaarden",
        "Erkenning",
        "Werkzame elementen",
        "Toelichting op de werkzame elementen",
        "Settings",
        "Thema's",
        "Jaar",
        "Organisatie",
        "Ervaringen",
        "Gebruik",
    ]


def test_different_kinds_are_compared_on_what_they_share():
    entry("hulp", kind="ondersteuningsaanbod", fields={"kosten": "Gratis"})
    entry("geld", kind="programma", fields={"aanvragen": "Per brief"})

    shown = [row.field.key for row in read("hulp", "geld").rows]

    assert shown == ["voor_wie", "aanvragen", "target_groups", "settings", "themes", "year", "organisation"]


@pytest.mark.parametrize("kind", Kind.values)
def test_every_field_of_a_kind_can_be_chosen(kind):
    one, two = entry("een", kind=kind), entry("twee", kind=kind)
    _, fields = compared_fields.choice([one, two])

    comparison = read("een", "twee", veld=list(fields))

    assert [row.field.key for row in comparison.rows] == list(fields)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("100 euro", "200 euro"), Verdict.DIFFERENT),
        (("100 euro", " 100  Euro"), Verdict.SAME),
        (("100 euro", ""), Verdict.PARTLY),
        (("100 euro", "", "200 euro"), Verdict.DIFFERENT),
        (("", ""), Verdict.UNKNOWN),
    ],
)
def test_verdict_on_texts(texts, expected):
    assert comparing.verdict([Said(text) for text in texts]) is expected


def test_lists_in_another_order_are_the_same():
    told = [Said("a, b", labels=("a", "b")), Said("b, a", labels=("b", "a"))]

    assert comparing.verdict(told) is Verdict.SAME


def test_label_that_no_other_has_is_marked():
    entry("een", settings=["wijk", "zorg"])
    entry("twee", settings=["wijk"])

    row = next(row for row in read("een", "twee").rows if row.field.key == "settings")

    assert [cell.labels for cell in row.cells] == [(("Wijk", False, ""), ("Zorg", True, "")), (("Wijk", False, ""),)]


def test_page_says_in_words_what_differs_and_what_is_unknown(visitor):
    entry("een", fields={"kosten": "100 euro", "uren": "Acht"})
    entry("twee", fields={"kosten": "200 euro"})

    page = visitor.get(address("een", "twee", veld=["kosten", "uren", "materialen"]))

    text = page.content.decode()
    assert [text.count(words) for words in ("Verschilt", "Niet overal bekend", "niet in de bron")] == [1, 1, 3]


def test_chosen_fields_are_the_only_ones():
    entry("een")
    entry("twee")

    comparison = read("een", "twee", veld=["uren", "kosten"])

    assert verdicts(comparison) == {"kosten": "UNKNOWN", "uren": "UNKNOWN"}
    assert comparison.url(["een", "twee"]) == address("een", "twee", veld=["kosten", "uren"])


def test_unknown_field_is_told_and_left_out():
    entry("een")
    entry("twee")

    assert notices("een", "twee", veld=["kosten", "gewicht"]) == [
        "Dit kunnen wij bij deze ingangen niet vergelijken: “gewicht”."
    ]


def test_one_entry_is_shown_with_what_is_like_it(visitor):
    entry("een", themes=["valpreventie"])
    entry("twee", themes=["valpreventie"])

    page = visitor.get(address("een"))

    assert notices("een") == ["U hebt één ingang gekozen. Kies er nog een om te vergelijken."]
    assert [offer.url for offer in page.context["offers"]] == [address("een", "twee")]
    assert "Verschilt" not in page.content.decode()


def test_nine_entries_show_four_and_name_the_rest():
    slugs = [entry(f"nummer-{number}").slug for number in range(9)]

    comparison = read(*slugs)

    assert comparison.slugs == slugs[:4]
    assert [notice.text for notice in comparison.notices] == [
        "U kunt hooguit vier ingangen vergelijken. Niet getoond: Nummer-4, Nummer-5, Nummer-6, Nummer-7 en meer."
    ]


def test_same_entry_twice_is_shown_once():
    entry("een")
    entry("twee")

    comparison = read("een", "twee", "een")

    assert comparison.slugs == ["een", "twee"]
    assert [notice.text for notice in comparison.notices] == [
        "Een stond er meer dan één keer in. U ziet deze ingang één keer."
    ]


@pytest.mark.parametrize("slug", ["weg", "<b>", "a\x00b"])
def test_unknown_entry_is_told(slug):
    entry("een")
    entry("twee")

    assert notices("een", "twee", slug) == [f"Deze ingang vinden wij niet: “{slug.replace(chr(0), '')}”."]


def test_unpublished_entry_is_as_good_as_unknown():
    EntryFactory(slug="geheim", title="Nog geheim")
    entry("een")
    entry("twee")

    assert notices("een", "geheim", "twee") == ["Deze ingang vinden wij niet: “geheim”."]


def test_archived_entry_is_named_with_the_way_to_its_page():
    entry("een")
    entry("twee")
    gone = entry("oud", state="archived", title="Oude aanpak")

    comparison = read("een", "oud", "twee")

    assert comparison.slugs == ["een", "twee"]
    assert [(notice.text, notice.url) for notice in comparison.notices] == [
        ("Oude aanpak is gearchiveerd en staat daarom niet in de vergelijking.", gone.get_absolute_url())
    ]


def test_nothing_chosen_asks_for_the_first(visitor):
    page = visitor.get(reverse("compare"))

    assert "Kies de eerste ingang" in page.content.decode()


def test_what_is_looked_for_can_be_added_once(visitor):
    entry("een", title="Wandelen in Tiel")
    entry("twee", title="Wandelen in Ede")
    entry("oud", state="archived", title="Wandelen in Goes")

    page = visitor.get(address("een", q="wandelen", veld="kosten"))

    assert [offer.url for offer in page.context["offers"]] == [address("een", "twee", veld="kosten")]


def test_search_without_result_says_so(visitor):
    entry("een")

    assert "Wij vinden geen (andere) ingang met “xqzwv”" in visitor.get(address("een", q="xqzwv")).content.decode()


def test_entry_can_be_taken_away(visitor):
    entry("een")
    entry("twee")

    page = visitor.get(address("een", "twee", veld="kosten"))

    assert [column["without_url"] for column in page.context["columns"]] == [
        address("twee", veld="kosten"),
        address("een", veld="kosten"),
    ]


def test_entry_page_leads_to_the_comparison(visitor):
    shown = entry("een")

    page = visitor.get(shown.get_absolute_url()).content.decode()

    assert f'action="{reverse("compare")}"' in page
    assert '<input type="hidden" name="ingang" value="een">' in page


@pytest.mark.parametrize("kind", Kind.values)
def test_nothing_typed_in_becomes_html(kind, visitor):
    for slug in ("een", "twee"):
        entry(slug, kind=kind, title=NASTY, summary=NASTY, organisation=NASTY, working_elements=[NASTY])

    page = visitor.get(address("een", "twee", veld=["summary", "organisation", "working_elements"], q=NASTY))

    assert "<script>alert" not in page.content.decode()


def test_comparing_four_asks_as_much_as_comparing_two(visitor, django_assert_num_queries):
    slugs = [entry(f"nummer-{number}").slug for number in range(4)]

    for chosen in (slugs[:2], slugs):
        with django_assert_num_queries(3):  # the entries, their experiences and their use
            read(*chosen)


def test_spreadsheet_has_what_the_page_shows(visitor):
    entry("een", title="Een \x0b", fields={"kosten": "=1+1"})
    entry("twee", fields={"kosten": "200 euro"})

    file = visitor.get(address("een", "twee", view="compare_ods", veld=["kosten", "uren"]))

    sheet = tablib.Dataset().load(io.BytesIO(file.content), format="ods")
    assert file["Content-Disposition"] == 'attachment; filename="vergelijking.ods"'
    assert [sheet.headers, *sheet[0:1], *sheet[2:4]] == [
        ["Veld", "Een", "Twee", "Verschil"],
        ("Soort", "Interventie", "Interventie", ""),
        ("Kosten", "=1+1", "200 euro", "Verschilt"),
        ("Uren", "niet in de bron", "niet in de bron", "Nergens bekend"),
    ]


def test_spreadsheet_of_nothing_leads_to_the_page_that_says_why(visitor):
    response = visitor.get(address("weg", view="compare_ods"))

    assert (response.status_code, response.url) == (302, address("weg"))
