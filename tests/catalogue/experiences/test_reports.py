"""The figures of use: what is added up and what is not, on the page, on the map and in a file."""

import csv
import io
from datetime import date

import pytest
import tablib
from django.urls import reverse
from django.utils import timezone

from loket.catalogue.experiences import regions, reports, use_pages
from loket.catalogue.experiences.models import Use
from loket.core.working_days import local_date
from tests.catalogue.experiences.factory import ExperienceFactory, UsedEntryFactory, UseFactory, answers
from tests.factories import OrganisationFactory, content

pytestmark = pytest.mark.django_db


def today() -> date:
    return local_date(timezone.now())


def used(entry, area: str = "gemeente-tiel", **fields) -> Use:
    return UseFactory(entry=entry, area=area, confirmed_on=today(), **fields)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("gemeente-tiel", ("ggd-gelderland-zuid",)),
        ("ggd-twente", ("ggd-twente",)),
        ("provincie-limburg", ("ggd-limburg-noord", "ggd-zuid-limburg")),
        ("nl", ()),
        ("nergens", ()),
    ],
)
def test_area_stands_on_the_map_in(area, expected):
    assert regions.regions_of(area) == expected


def test_organisation_counts_once_in_a_region():
    entry, organisation = UsedEntryFactory(), OrganisationFactory()
    used(entry, organisation=organisation)
    used(entry, "gemeente-buren", organisation=organisation)
    used(entry, "ggd-twente")

    found = reports.of_entry(entry, today())

    assert (found.organisations, found.registrations) == (2, 3)
    assert found.per_region == {"ggd-gelderland-zuid": 1, "ggd-twente": 1}


def test_reach_within_a_wider_area_of_the_same_organisation_is_not_added():
    entry, organisation = UsedEntryFactory(), OrganisationFactory()
    used(entry, "ggd-gelderland-zuid", organisation=organisation, reach=500)
    used(entry, "gemeente-tiel", organisation=organisation, reach=80)
    used(entry, "gemeente-tiel", reach=30)

    found = reports.of_entry(entry, today())

    assert (found.reach, found.inside) == (530, 1)


def test_wider_area_without_a_number_hides_no_number():
    entry, organisation = UsedEntryFactory(), OrganisationFactory()
    used(entry, "nl", organisation=organisation, reach=None)
    used(entry, "gemeente-tiel", organisation=organisation, reach=80)

    found = reports.of_entry(entry, today())

    assert (found.reach, found.without_reach, found.national, found.regions) == (80, 1, 1, 1)


def test_map_has_every_region_once_with_its_number_and_name():
    found = regions.tile_map({"ggd-twente": 9}, title="Proef")

    assert len({(tile.x, tile.y) for tile in found.tiles}) == len(found.rows) == 25
    assert found.rows[0] == ("GGD Twente", 9)
    assert "In 1 van de 25 regio's" in found.description
    assert {tile.step for tile in found.tiles if tile.code == "ggd-twente"} == {4}


def test_page_has_map_table_and_only_names_that_may_be_shown(visitor):
    entry = UsedEntryFactory()
    used(entry, is_named=True, organisation=OrganisationFactory(name="GGD Zichtbaar"))
    used(entry, organisation=OrganisationFactory(name="GGD Onzichtbaar"))

    page = visitor.get(reverse("entry_use", args=[entry.slug])).content.decode()

    assert ("GGD Zichtbaar" in page, "GGD Onzichtbaar" in page) == (True, False)
    assert "1 aanmelding telt mee zonder naam" in page
    assert 'role="img"' in page and "GGD Gelderland-Zuid</th>" in page


def test_entry_page_shows_the_figures(visitor):
    entry = UsedEntryFactory()
    used(entry, reach=1200)

    page = visitor.get(entry.get_absolute_url()).content.decode()

    assert "1 van 25" in page and "1.200" in page


def test_csv_has_a_line_for_each_named_organisation_and_no_formula(visitor):
    entry = UsedEntryFactory()
    used(entry, is_named=True, organisation=OrganisationFactory(name="=1+1"))
    used(entry)

    answer = visitor.get(reverse("entry_use_file", args=[entry.slug, "csv"]))

    lines = csv.DictReader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";")
    assert [line["Organisatie"] for line in lines] == ["'=1+1"]


def test_ods_has_a_line_for_each_named_organisation(visitor):
    entry = UsedEntryFactory()
    used(entry, is_named=True, organisation=OrganisationFactory(name="=1+1"))
    used(entry)

    answer = visitor.get(reverse("entry_use_file", args=[entry.slug, "ods"]))

    # A text in an open spreadsheet is a text, whatever it begins with.
    assert tablib.Dataset().load(io.BytesIO(answer.content), format="ods")["Organisatie"] == ["=1+1"]


@pytest.mark.parametrize("address", ["/gebruik.exe", "/catalogus/proef/gebruik.pdf"])
def test_other_formats_are_not_found(address, visitor):
    assert visitor.get(address).status_code == 404


def test_overview_file_names_nobody_who_does_not_want_it(visitor):
    used(UsedEntryFactory(title="Wandelen"), organisation=OrganisationFactory(name="GGD Onzichtbaar"))

    text = visitor.get(reverse("use_overview_file", args=["csv"])).content.decode("utf-8-sig")

    assert "Wandelen;wil niet met naam in de lijst;Tiel" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Bewegen", "Eten"]),
        ("?thema=voeding", ["Eten"]),
        ("?regio=ggd-twente", ["Eten"]),
        ("?regio=ggd-gelderland-zuid", ["Bewegen"]),
        ("?thema=onzin&regio=onzin", ["Bewegen", "Eten"]),
    ],
)
def test_overview_is_narrowed_by_theme_and_region(query, expected, visitor):
    eating = UsedEntryFactory(title="Eten", content=content("interventie", title="Eten", themes=["voeding"]))
    moving = UsedEntryFactory(title="Bewegen")
    used(eating, "gemeente-enschede")
    used(moving)

    page = visitor.get(f"{reverse('use_overview')}{query}").content.decode()

    assert [entry.title for entry in (moving, eating) if entry.get_absolute_url() in page] == expected


@pytest.mark.parametrize("number", [1, 3])
def test_overview_asks_the_same_however_many(number, visitor, django_assert_max_num_queries, steady_vocabulary):
    for _entry in range(number):
        used(UsedEntryFactory())

    with django_assert_max_num_queries(2):
        visitor.get(reverse("use_overview"))


def test_verdicts_count_what_people_answer():
    entry = UsedEntryFactory()
    for again in ("zeker", "aangepast", "nee"):
        ExperienceFactory(entry=entry, published=True, answers=answers(again=again))
    ExperienceFactory(entry=entry, submitted=True)

    found = reports.verdicts([entry.pk])[entry.pk]

    assert (found.count, found.positive) == (3, 2)


def test_comparison_has_experiences_use_and_minimum_scale(visitor):
    entry, other = UsedEntryFactory(slug="een"), UsedEntryFactory(slug="twee")
    entry.content["fields"]["minimale_schaal"] = "Vanaf tien deelnemers"
    entry.save()
    ExperienceFactory(entry=entry, published=True)
    used(entry)

    page = visitor.get(f"{reverse('compare')}?ingang=een&ingang={other.slug}").content.decode()

    assert "1 ervaring: 1 van 1 zou het weer gebruiken" in page
    assert "1 organisatie in 1 GGD-regio" in page
    assert "Vanaf tien deelnemers" in page
    assert "Nog geen gebruik aangemeld" in page


def test_working_element_leads_to_what_else_has_it(visitor):
    told = content("interventie", working_elements=["Samen eten"])
    UsedEntryFactory(slug="een", content=told)

    pages = [visitor.get(url).content.decode() for url in ("/catalogus/een/", f"{reverse('compare')}?ingang=een")]

    assert ["?working_element=samen_eten" in page for page in pages] == [True, True]


def test_page_of_an_entry_without_use_invites(visitor):
    context = use_pages.panel(UsedEntryFactory(kind="publicatie"), visitor.user, today())

    page = visitor.get(UsedEntryFactory().get_absolute_url()).content.decode()

    assert context is None
    assert "Nog geen organisatie heeft aangemeld" in page
