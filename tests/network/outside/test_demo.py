"""The register of the demo: real names only with the source that has them, codes that exist."""

import csv

import pytest

from loket.vocabulary import lookup
from network.outside.demo.loading import TABLE
from network.outside.enums import Kind
from network.outside.workflow import require_role

with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


def test_there_are_at_least_fifteen() -> None:
    assert len(ROWS) >= 15


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_network_names_its_source_or_says_that_it_is_an_example(row) -> None:
    assert bool(row["source"]) != row["name"].endswith("(voorbeeld)")
    assert row["kind"] in Kind.values
    assert all(lookup.term("theme", code) for code in row["themes"].split(","))
    assert all(lookup.area(code) for code in row["areas"].split(","))
    require_role(row["contact_role"])
