"""The figures of tailored advice: kept as a file for machines, and as a section of ``latest.md``."""

import json
import pathlib

RESULTS = pathlib.Path(__file__).with_name("results")
HEADING = "## Tailored advice"
_FILE, _DECISIONS = "tailored.json", "decisions.txt"
_TOLD = {
    "sweeping": "The sweep that reminds of decisions, by how many cases there are and how many reminders are due.",
    "proposing": "Proposing an Xpert. *Trivial* is a view that does nothing, in the same process.",
    "deciding": "The kernteam, by open cases; twice as many were decided. Milliseconds, and queries in brackets.",
}
_SIMULATED = "Ten years of decisions as `manage.py simulate_decisions` plays them:"


def keep(name: str, found: dict, folder: pathlib.Path) -> pathlib.Path:
    """Write the figures of one measurement beside those of the others, and the section anew; returns ``latest.md``."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept(folder) | {name: found}
    (folder / _FILE).write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    latest = folder / "latest.md"
    before, after = _around(latest.read_text(encoding="utf-8") if latest.exists() else "# What was measured last\n")
    latest.write_text("\n".join([before.rstrip(), *lines(folder), *after]) + "\n", encoding="utf-8")
    return latest


def lines(folder: pathlib.Path = RESULTS) -> list[str]:
    """The section; empty when nothing was measured yet."""
    kept, simulated = _kept(folder), folder / _DECISIONS
    made: list[str] = []
    for name in (name for name in _TOLD if name in kept):
        made += ["", _TOLD[name], "", *_table([_flat(row) for row in kept[name]["rows"]]), "", _when(kept[name])]
    if simulated.exists():
        told = simulated.read_text(encoding="utf-8").splitlines()
        made += ["", _SIMULATED, "", *(f"- {line}" for line in told if line.strip())]
    return ["", HEADING, *made] if made else []


def _kept(folder: pathlib.Path) -> dict:
    file = folder / _FILE
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _around(text: str) -> tuple[str, list[str]]:
    """What stands before the section and after it; a new section comes at the end."""
    before, heading, rest = text.partition(f"\n{HEADING}\n")
    if not heading:
        return text, []
    _, next_heading, after = rest.partition("\n## ")
    return before, ["", (next_heading + after).strip()] if next_heading else []


def _flat(row: dict) -> dict:
    """A figure with its queries becomes one cell."""
    return {name: _cell(value) for name, value in row.items()}


def _cell(value: object) -> str:
    if isinstance(value, dict):
        queries = f" ({value['queries']})" if "queries" in value else ""
        return f"{value['milliseconds']:,}{queries}"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _table(rows: list[dict]) -> list[str]:
    columns = [name.replace("_", " ") for name in rows[0]]
    return [
        f"| {' | '.join(columns)} |",
        "|" + " ---: |" * len(columns),
        *(f"| {' | '.join(row.values())} |" for row in rows),
    ]


def _when(found: dict) -> str:
    described, (first, last) = found["machine"], found["load"]
    return f"{described['date']}, {described['cores']} cores ({described['processor']}); load {first} to {last}."
