"""Fields with rows: what comes in, what is left out, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from loket.catalogue.rows import LinksField, RowsField
from loket.catalogue.sheets import SHEETS, Column

TIPS = SHEETS["praktijkvoorbeeld"].field("tips").columns


def sent(**rows) -> MultiValueDict:
    return MultiValueDict({key.replace("__", "-"): [value] for key, value in rows.items()})


def test_widget_reads_rows_and_leaves_out_empty_ones():
    data = sent(
        tips__0__bij="aanpak",
        tips__0__tekst=" Een ",
        tips__1__bij="",
        tips__1__tekst="",
        tips__2__bij="",
        tips__2__tekst="Twee\x00",
    )

    rows = RowsField(columns=TIPS).widget.value_from_datadict(data, {}, "tips")

    assert rows == [{"bij": "aanpak", "tekst": "Een"}, {"bij": "", "tekst": "Twee"}]


def test_widget_leaves_out_a_row_with_a_choice_alone():
    data = sent(tips__0__bij="aanpak", tips__0__tekst="")

    assert RowsField(columns=TIPS).widget.value_from_datadict(data, {}, "tips") == []


def test_widget_offers_two_blank_rows():
    context = RowsField(columns=TIPS).widget.get_context("tips", [{"bij": "", "tekst": "Een"}], {"id": "id_tips"})

    assert [row[1]["value"] for row in context["widget"]["rows"]] == ["Een", "", ""]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"bij": "", "tekst": "x"}] * 101, "Vul hooguit 100 rijen in."),
        ([{"bij": "", "tekst": "x" * 20_001}], "Tip in rij 1 is langer dan 20000 tekens."),
        ([{"bij": "", "tekst": "x"}, {"bij": "hier", "tekst": "x"}], "Kies bij welke vraag in rij 2 uit de lijst."),
    ],
)
def test_rows_that_cannot_be_are_told(rows, sentence):
    with pytest.raises(ValidationError) as error:
        RowsField(columns=TIPS).clean(rows)

    assert error.value.messages == [sentence]


def test_required_rows_ask_for_one():
    with pytest.raises(ValidationError):
        RowsField(columns=(Column("naam", "Naam"),), required=True).clean([])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//example.org", "ftp://example.org", "https://a b", "", "mailto:a@b.nl"]
)
def test_link_that_is_no_web_address_is_refused(url):
    with pytest.raises(ValidationError) as error:
        LinksField().clean([{"label": "Hier", "url": url}])

    assert error.value.messages == ["Het adres in rij 1 moet met https:// beginnen."]


def test_link_without_a_text_shows_its_address():
    assert LinksField().clean([{"label": "", "url": "https://example.org"}]) == [
        {"label": "https://example.org", "url": "https://example.org"}
    ]
