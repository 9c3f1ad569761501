"""The dump, its description, and the sitemap."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import resolve, reverse
from lxml import etree

from loket.catalogue import importing
from loket.catalogue.models import Entry
from loket.home import dumping, sitemap
from loket.search.models import Findable
from tests.factories import EntryFactory, content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_dump_is_made_once_a_week(at):
    EntryFactory(published=True)

    made = [dumping.make_when_due(at=at + timedelta(days=day)) for day in (0, 0, 3, 7, 8)]

    assert made == [True, False, False, True, False]
    assert len(dumping.days()) == 2


def test_old_dumps_go(at):
    for week in range(7):
        dumping.make_when_due(at=at + timedelta(weeks=week))

    assert len(default_storage.listdir(dumping.FOLDER)[1]) == 2 * dumping.KEPT


def test_dump_read_into_an_empty_catalogue_gives_the_same_dump(at, visitor):
    EntryFactory(published=True, recognised=True, kind="interventie")
    EntryFactory(
        published=True, content=content(areas=["gemeente-tiel"], links=[{"label": "A", "url": "https://a.nl"}])
    )
    dumping.make_when_due(at=at)
    first = visitor.get(reverse("dump", args=["jsonl"])).body
    Entry.objects.all().delete()
    Findable.objects.all().delete()

    report = importing.run(first.splitlines(), at=at + timedelta(days=9))

    assert (report.created, report.errors, report.warnings) == (2, [], [])
    assert "".join(dumping.json_lines()).encode() == first


def test_what_is_not_public_is_in_no_dump(visitor):
    EntryFactory(title="Geheim")
    EntryFactory(archived=True, title="Weg")

    for form in dumping.MEDIA_TYPES:
        assert b"proef" not in visitor.get(reverse("dump", args=[form])).body


def test_cells_are_no_formulas(visitor):
    EntryFactory(published=True, title="=1+1", content=content(title="=1+1", themes=["roken", "bewegen"]))

    rows = list(csv.DictReader(io.StringIO(visitor.get(reverse("dump", args=["csv"])).body.decode())))

    assert (rows[0]["title"], rows[0]["themes"]) == ("'=1+1", "roken;bewegen")


def test_unknown_form_of_the_dump_is_not_found(visitor):
    assert visitor.get("/open-data/bijdragen.xml").status_code == 404


def test_description_leads_to_what_it_describes(visitor, at):
    dumping.make_when_due(at=at)

    found = json.loads(visitor.get(reverse("dcat")).content)

    data_set = found["dcat:dataset"][0]
    addresses = [row["dcat:downloadURL"]["@id"].partition("8000")[2] for row in data_set["dcat:distribution"]]
    assert (found["@type"], data_set["dct:modified"]["@value"]) == ("dcat:Catalog", "2026-03-02")
    assert [resolve(address).url_name for address in addresses] == ["dump", "dump"]


@pytest.mark.parametrize("licence", ["", "http://creativecommons.org/licenses/by/4.0/deed.nl"])
def test_description_has_the_licence_that_was_chosen_or_unknown(visitor, settings, licence):
    settings.OPEN_DATA_LICENCE = licence or settings.OPEN_DATA_LICENCE

    told = visitor.get(reverse("dcat")).json()

    assert told["dct:license"]["@id"] == (licence or "http://standaarden.overheid.nl/owms/terms/licentieonbekend")
    assert told["dcat:dataset"][0]["dcat:distribution"][0]["dct:license"] == told["dct:license"]


def test_sitemap_leads_to_every_public_address(visitor, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_PART", 2)
    entries = EntryFactory.create_batch(3, published=True)
    EntryFactory()

    index = etree.fromstring(visitor.get(reverse("sitemap")).content)
    paths = [address.text.partition("8000")[2] for address in index.iter("{*}loc")]
    found = [row.text for path in paths for row in etree.fromstring(visitor.get(path).content).iter("{*}loc")]

    assert [address for address in found if "/catalogus/proef" in address] == [
        f"http://localhost:8000{entry.get_absolute_url()}" for entry in entries
    ]


def test_part_of_the_sitemap_that_is_not_there_is_not_found(visitor):
    assert visitor.get(reverse("sitemap_part", args=[9])).status_code == 404


def test_page_of_an_entry_says_what_it_is_to_search_engines(visitor):
    entry = EntryFactory(published=True, title="Wandelen </script>")

    page = visitor.get(entry.get_absolute_url()).content.decode()

    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (data["name"], data["identifier"]) == (entry.title, entry.external_id)
