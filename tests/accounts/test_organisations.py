import json

import pytest

from loket.accounts import organisations
from loket.accounts.models import Organisation
from tests.accounts.factory import OrganisationFactory

pytestmark = pytest.mark.django_db

ROWS = [
    {"name": "Oud Instituut", "sector": "kennisinstituut", "successor": "Nieuw Instituut"},
    {"name": "Nieuw Instituut", "sector": "kennisinstituut", "area": "nl", "former_names": ["Het Bureau"]},
    {"name": "Derde", "successor": "Alleen Genoemd"},
]


def test_find_by_present_name_ignores_case_and_spaces():
    made = OrganisationFactory(name="Thuiszorg Noord")

    assert organisations.find("  thuiszorg   noord ") == made


def test_find_by_former_name_gives_the_present_organisation():
    organisations.load(ROWS)

    assert organisations.find("het bureau").name == "Nieuw Instituut"


def test_find_follows_successors_of_successors():
    organisations.load([*ROWS, {"name": "Nieuw Instituut", "successor": "Nog Nieuwer"}])

    assert organisations.find("Oud Instituut").name == "Nog Nieuwer"


@pytest.mark.parametrize("name", ["", "   ", "bestaat niet", "%", "x" * 5000])
def test_find_unknown_name_is_none(name):
    assert organisations.find(name) is None


def test_find_present_name_goes_before_a_former_name_of_another():
    organisations.load([{"name": "A", "former_names": ["B"]}, {"name": "B"}])

    assert organisations.find("B").name == "B"


def test_current_stops_in_a_circle_of_successors():
    first, second = OrganisationFactory(), OrganisationFactory()
    Organisation.objects.filter(pk=first.pk).update(successor=second)
    Organisation.objects.filter(pk=second.pk).update(successor=first)

    assert organisations.current(Organisation.objects.get(pk=first.pk)) in (first, second)


def test_load_again_changes_nothing():
    first = organisations.load(ROWS)
    before = list(Organisation.objects.order_by("pk").values())

    second = organisations.load(ROWS)

    assert (first, second) == (4, 0)
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_suggest_shows_the_successor_once():
    organisations.load(ROWS)

    found = organisations.suggest("instituut")

    assert [row.name for row in found] == ["Nieuw Instituut"]


def test_suggest_asks_for_two_letters():
    OrganisationFactory(name="Aa")

    assert organisations.suggest("a") == []


def test_rows_in_reads_all_files_in_order(tmp_path):
    (tmp_path / "organisations-b.jsonl").write_text(json.dumps({"name": "B"}) + "\n\n")
    (tmp_path / "organisations-a.jsonl").write_text(json.dumps({"name": "A"}) + "\n")
    (tmp_path / "other.jsonl").write_text("{}")

    assert [row["name"] for row in organisations.rows_in(tmp_path)] == ["A", "B"]
