"""The figures of tailored advice are kept beside each other, and their section stands once among the others."""

from io import StringIO

import pytest
from django.core.management import call_command

from benchmarks import tailored_report

_MACHINE = {"date": "2026-11-22", "cores": 2, "processor": "Proef"}


def found(*rows: dict) -> dict:
    return {"machine": _MACHINE, "load": [0.1, 0.4], "rows": list(rows)}


def test_section_is_renewed_between_the_others(tmp_path):
    latest = tmp_path / "latest.md"
    latest.write_text("# What was measured last\n\n## Tailored advice\n\nOud\n\n## How well it finds\n\nGoed.\n")

    tailored_report.keep("deciding", found({"open": 5000, "ballot": {"milliseconds": 61.5, "queries": 40}}), tmp_path)

    text = latest.read_text()
    assert "| 5,000 | 61.5 (40) |" in text
    assert "Oud" not in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        tailored_report.HEADING,
        "## How well it finds",
    ]


def test_figures_of_each_measurement_stay_beside_the_others(tmp_path):
    tailored_report.keep("sweeping", found({"cases": 10_000, "seconds": 0.2}), tmp_path)
    tailored_report.keep("proposing", found({"xperts": 200, "milliseconds": 41.0}), tmp_path)

    text = (tmp_path / "latest.md").read_text()

    assert (text.count("| 10,000 | 0.2 |"), text.count("| 200 | 41.0 |"), text.count(tailored_report.HEADING)) == (
        1,
        1,
        1,
    )


@pytest.mark.django_db
def test_simulation_keeps_its_outcome_in_a_file_that_the_section_shows(tmp_path):
    file = tmp_path / "decisions.txt"

    call_command("simulate_decisions", years=0.02, per_week=1, result=file, stdout=StringIO())

    assert file.read_text().startswith("0.02 jaar, 1 per week, toeval 1\nAanvragen: ")
    assert "- Herinneringen per oordeel: " in "\n".join(tailored_report.lines(tmp_path))
