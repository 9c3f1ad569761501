"""House style 2–10 and 21–25, as far as a machine can see it."""

import ast
import pathlib
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from loket.launcher import places

TEMPLATES = places.ROOT / "templates"
PARTIAL_FOLDERS = {"components", "nlds", "emails", "snippets", "widgets"}
INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"),
    "style sheet": re.compile(r"<style\b"),
    "style": re.compile(r"<[^>]*\sstyle="),
    "handler": re.compile(r"<[^>]*\son[a-z]+="),
}
QUERY = re.compile(r"{[{%][^%}]*\.(all|objects|filter|exists|order_by|select_related|values_list)\b")
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE)\b")
CLOCK = re.compile(r"\b(now\(\)|CURRENT_(TIMESTAMP|DATE|TIME)|clock_timestamp)", re.IGNORECASE)
LONGEST_VIEW = 25
AREAS = ("loket", "network", "servicedesk", "xperts")


def templates() -> dict[str, str]:
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))}


def components() -> dict[str, str]:
    return {name: text for name, text in templates().items() if name.startswith("components/")}


def sources() -> dict[pathlib.Path, ast.Module]:
    files = [path for area in AREAS for path in (places.ROOT / area).rglob("*.py") if "migrations" not in path.parts]
    return {path.relative_to(places.ROOT): ast.parse(path.read_text()) for path in files}


def views(patterns=None, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Each of our own views with its address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.partition(".")[0] in AREAS:
            yield address, pattern.callback


def wrappers(view) -> Iterator[str]:
    """The names of the functions round a view, as they stand in the source of their decorators."""
    while view:
        yield view.__code__.co_qualname
        view = getattr(view, "__wrapped__", None)


def test_components_are_included_with_only():
    found = {
        name: include
        for name, text in templates().items()
        for include in re.findall(r"{% include [\"']components/[^%]*%}", text)
        if not include.endswith(" only %}")
    }

    assert found == {}


def test_every_component_starts_with_a_comment_on_its_parameters():
    found = [name for name, text in components().items() if not text.startswith("{% comment %}")]

    assert found == []


def test_every_template_is_a_page_or_a_partial():
    def is_known(name: str, text: str) -> bool:
        path = pathlib.PurePath(name)
        is_base = len(path.parts) == 1 and path.name.startswith("base")
        is_partial = path.name.startswith("_") or PARTIAL_FOLDERS & set(path.parts)
        return is_base or is_partial or text.startswith(("{% extends", "{% comment %}"))

    assert [name for name, text in templates().items() if not is_known(name, text)] == []


@pytest.mark.parametrize("kind", INLINE)
def test_no_template_has_an_inline(kind):
    pages = {name: text for name, text in templates().items() if not name.startswith("emails/")}

    assert [name for name, text in pages.items() if INLINE[kind].search(text)] == []


def test_no_template_asks_the_database():
    assert {name: match[0] for name, text in templates().items() if (match := QUERY.search(text))} == {}


def test_texts_stand_literally_in_dutch():
    tag = re.compile(r"{% (blocktranslate|blocktrans|translate|trans)\b")
    translated = [name for name, text in templates().items() if tag.search(text)]

    assert settings.LANGUAGE_CODE == "nl"
    assert translated == []
    assert '<html lang="nl"' in templates()["base.html"]


def test_every_view_names_its_methods():
    def names_methods(view) -> bool:
        return any(name.startswith("require_http_methods.") for name in wrappers(view))

    assert [address for address, view in views() if not names_methods(view)] == []


def test_views_are_functions_of_at_most_twenty_five_lines():
    found = {
        f"{path} {node.name}": node.end_lineno - node.lineno + 1
        for path, tree in sources().items()
        if "views" in str(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request"
    }

    assert {name: length for name, length in found.items() if length > LONGEST_VIEW} == {}


def test_the_database_does_not_read_the_clock():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if SQL.search(node.value) and CLOCK.search(node.value)
    ]

    assert found == []


def test_no_model_dates_itself():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]

    assert found == []


def test_no_module_is_named_after_nothing():
    nothing = {"utils", "helpers", "common", "misc", "manager", "managers"}

    assert [str(path) for path in sources() if nothing & {path.stem, *path.parts}] == []
