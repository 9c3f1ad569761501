"""What a measurement tells by the line: printed, kept as JSON, and as a page of tables for people."""

import json
import pathlib
from collections.abc import Callable, Iterable
from itertools import groupby

from benchmarks import machine

RESULTS = pathlib.Path(__file__).with_name("results")


def teller(file: pathlib.Path) -> Callable[..., None]:
    """Something that prints what was measured by the line, and keeps it in ``file`` with what was told before."""
    found = {"machine": machine.described(), "load": machine.load(), "lines": []}

    def tell(*lines: dict) -> None:
        for line in lines:
            print(json.dumps(line, ensure_ascii=False), flush=True)
            found["lines"].append(line)
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    return tell


def keep(file: pathlib.Path, title: str, folder: pathlib.Path = RESULTS) -> pathlib.Path:
    """Put the figures of a run among the results, with a page of tables; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    found = json.loads(file.read_text(encoding="utf-8"))
    (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    page = (folder / file.name).with_suffix(".md")
    page.write_text("\n".join(_page(title, found)) + "\n", encoding="utf-8")
    return page


def _page(title: str, found: dict) -> Iterable[str]:
    """A table for each kind of line: those with the same columns, one after the other."""
    told = found["machine"]
    yield f"# {title}"
    yield ""
    yield f"{told['date']}, {told['cores']} cores ({told['processor']}), {told['memory']}; load {found['load']} before."
    yield f"Python {told['python']}, Django {told['django']}, PostgreSQL {told['postgresql']}, Redis {told['redis']}."
    for columns, lines in groupby(found["lines"], key=tuple):
        yield from ("", f"| {' | '.join(name.replace('_', ' ') for name in columns)} |")
        yield "| --- |" + " ---: |" * (len(columns) - 1)
        yield from (f"| {' | '.join(_cell(value) for value in line.values())} |" for line in lines)


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:,}"
