"""Every test that ``docs/promises.md`` names exists."""

import re

from loket.launcher import places

NAMED = re.compile(r"`([\w/]+\.py)`: `(test_\w+)`")


def test_promises_name_tests_that_exist():
    named = NAMED.findall((places.ROOT / "docs" / "promises.md").read_text())
    sources = {path: (places.ROOT / "tests" / path).read_text() for path, _ in named}

    assert [f"{path}: {name}" for path, name in named if f"def {name}(" not in sources[path]] == []
