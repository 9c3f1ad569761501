"""House style 1: what one feels as elegant is the tail."""

import ast
import pathlib
import statistics
from collections.abc import Iterator

from loket.launcher import places

LONGEST_FUNCTION, USUAL_FUNCTION = 50, 30
LONGEST_FILE, LONGEST_TEMPLATE = 400, 120
CODE = ("loket", "network", "servicedesk", "xperts", "benchmarks", "docs", "tests")


def sources() -> list[pathlib.Path]:
    """Every Python file that people write and read."""
    files = [path for folder in CODE for path in (places.ROOT / folder).rglob("*.py")]
    return [path for path in files if "migrations" not in path.parts]


def functions(path: pathlib.Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{shown(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def shown(path: pathlib.Path) -> str:
    return str(path.relative_to(places.ROOT))


def longer_than(limit: int, paths) -> dict[str, int]:
    lengths = {shown(path): len(path.read_text().splitlines()) for path in paths}
    return {name: length for name, length in lengths.items() if length > limit}


def test_no_function_is_longer_than_fifty_lines():
    found = dict(each for path in sources() for each in functions(path))

    assert {name: length for name, length in found.items() if length > LONGEST_FUNCTION} == {}


def test_nineteen_of_twenty_functions_have_at_most_thirty_lines():
    lengths = [length for path in sources() if "tests" not in path.parts for _, length in functions(path)]

    assert statistics.quantiles(lengths, n=20)[-1] <= USUAL_FUNCTION


def test_median_test_has_at_most_ten_lines():
    tests = [each for path in sources() if path.name.startswith("test_") for each in functions(path)]

    assert statistics.median(length for name, length in tests if " test_" in name) <= 10


def test_no_source_file_is_longer_than_four_hundred_lines():
    own = [*sources(), *(places.ROOT / "static").rglob("*.js"), *(places.ROOT / "static").rglob("*.css")]

    assert longer_than(LONGEST_FILE, own) == {}


def test_no_template_is_longer_than_a_hundred_and_twenty_lines():
    assert longer_than(LONGEST_TEMPLATE, (places.ROOT / "templates").rglob("*.html")) == {}
