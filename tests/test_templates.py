"""What holds for every template: size, components with named parameters, nothing inline, no queries."""

import functools
import pathlib
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.text import smart_split

from loket import frontend
from loket.core.templatetags import icons

ROOT = pathlib.Path(settings.BASE_DIR, "templates")
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))
COMPONENTS = [name for name in TEMPLATES if name.startswith("components/")]
INCLUDE = re.compile(r"{%\s*include\s+\"(components/[\w/]+\.html)\"(.*?)%}", re.DOTALL)
HEADER = re.compile(r"\A{%\s*comment\s*%}(.*?){%\s*endcomment\s*%}", re.DOTALL)
# Data for a script ("application/json") is not a script: the browser does not run it.
INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=|\shx-on|<script(?![^>]*(?:\ssrc=|application/json))|javascript:", re.IGNORECASE
)
QUERY = re.compile(r"{[{%][^}]*(\.objects\b|_set\b|\.all\b|\.exists\b|\.select_related\b)")
ICON = re.compile(r"{%\s*icoon\s+\"([\w-]+)\"")

# Parts of a page's frame, seen on every page, and fragments that answer to a script.
FRAME = {"components/error_page.html", "components/suggestions.html", "components/brand.html"}


def source(name):
    return (ROOT / name).read_text()


def header(name):
    found = HEADER.match(source(name))
    return found.group(1) if found else ""


def includes(name):
    """The components that a template uses: (component, names passed, whether by ``only``)."""
    for component, rest in INCLUDE.findall(source(name)):
        words = list(smart_split(rest))
        passed = {word.split("=", 1)[0] for word in words if re.match(r"\w+=", word)}
        yield component, passed, "only" in words


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_at_most_120_lines(name):
    assert len(source(name).splitlines()) <= 120


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_names_its_parameters_in_its_header(name):
    assert "Parameters:" in header(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_component_is_used_with_only_and_with_parameters_that_it_names(name):
    for component, passed, is_alone in includes(name):
        unknown = {word for word in passed if not re.search(rf"\b{word}\b", header(component))}

        assert (component, is_alone, unknown) == (component, True, set())


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_has_nothing_inline(name):
    assert INLINE.findall(source(name)) == []


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not name.startswith("emails/")])
def test_page_has_no_style_element(name):
    assert "<style" not in source(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_asks_nothing_of_the_database(name):
    assert QUERY.findall(source(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_icons_of_template_exist(name):
    for icon in ICON.findall(source(name)):
        assert icons.icon(icon).startswith("<svg")


def test_every_component_is_in_the_gallery_or_part_of_one_that_is():
    shown, waiting = set(FRAME), ["base.html", *(name for name in TEMPLATES if name.startswith("demo/onderdelen"))]
    while waiting:
        new = {component for component, _, _ in includes(waiting.pop())} - shown
        shown |= new
        waiting += new

    assert set(COMPONENTS) - shown == set()


@functools.cache
def styled_blocks() -> set[str]:
    """The blocks (what stands before ``__`` or ``--``) that some style sheet of the portal has a rule for."""
    sheets = "".join(pathlib.Path(finders.find(name)).read_text() for name in frontend.STYLESHEETS)
    return {re.split("__|--", name)[0] for name in re.findall(r"\.([a-z][\w-]*)", sheets)}


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_has_a_style(name):
    bare = re.sub(r"{[%{#].*?[%}#]}", "", source(name), flags=re.DOTALL)

    first = re.search(r'class="([a-z][\w-]*)', bare)
    assert first is None or re.split("__|--", first[1])[0] in styled_blocks()


def test_no_style_sheet_is_loaded_twice():
    assert len(set(frontend.STYLESHEETS)) == len(frontend.STYLESHEETS)
