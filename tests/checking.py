"""A test client that fails on what no page may do: write in a GET, miss a variable, or carry inline script or style."""

import re
import sys
from collections import Counter

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE)\b", re.IGNORECASE)
_UNRENDERED = re.compile(r"\{%|\{\{|\{#|%\}")
_INLINE_SCRIPT = "//script[not(@src or @type='application/json' or @type='application/ld+json')]"
_NEEDS_NAME = "//input[not(@type='hidden' or @type='submit')] | //select | //textarea"


class Undefined(str):
    """``string_if_invalid`` that remembers which variables a template could not find; shows nothing, as usual.

    A variable with ``|default`` may be absent.
    """

    missed: list[str] = []

    def __bool__(self) -> bool:
        resolving = sys._getframe(1).f_locals.get("self")
        allows_absence = {function.__name__ for function, _ in getattr(resolving, "filters", ())}
        if not allows_absence & {"default", "default_if_none"}:
            self.missed.append(str(getattr(resolving, "token", "?")))
        return False


class CheckingClient(Client):
    """A browser of a visitor; ``user`` is who signed in, if anybody. ``response.body`` is what was streamed."""

    user = None

    def __init__(self, **options) -> None:
        super().__init__(headers={"user-agent": BROWSER}, **options)

    def request(self, **environ):
        Undefined.missed.clear()
        with CaptureQueriesContext(connection) as queries:
            response = super().request(**environ)
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            assert written(queries) == [], written(queries)
        assert Undefined.missed == [], Undefined.missed
        if response.streaming:
            response.body = b"".join(response)
        elif response.get("Content-Type", "").startswith("text/html"):
            found = faults(response.content.decode())
            assert found == [], found
        return response


def written(queries: CaptureQueriesContext) -> list[str]:
    """The statements that change rows, apart from the visitor's own session (a message that was read leaves it)."""
    sessions = Session._meta.db_table
    return [row["sql"] for row in queries if _WRITE.match(row["sql"]) and sessions not in row["sql"]]


def faults(text: str) -> list[str]:
    """What can be seen to be wrong in a page, or in a piece of one."""
    if not text.strip():
        return []
    tree = html.document_fromstring(text)
    found = [f"unrendered tag: {match}" for match in _UNRENDERED.findall(text)]
    found += [f"inline script: {node.sourceline}" for node in tree.xpath(_INLINE_SCRIPT)]
    found += [f"inline style: {node.sourceline}" for node in tree.xpath("//style | //*[@style]")]
    found += [f"inline handler: {name}" for name in tree.xpath("//@*[starts-with(name(), 'on')]")]
    return found + _barriers(tree, is_page="<html" in text)


def _barriers(tree: html.HtmlElement, *, is_page: bool) -> list[str]:
    ids = Counter(tree.xpath("//@id"))
    found = [f"id twice: {name}" for name, count in ids.items() if count > 1]
    found += [f"no alt: {node.get('src')}" for node in tree.xpath("//img[not(@alt)]")]
    labelled = set(tree.xpath("//label/@for"))
    found += [
        f"no label: {node.get('name')}"
        for node in tree.xpath(_NEEDS_NAME)
        if node.get("id") not in labelled and not _has_name(node) and not node.xpath("ancestor::label")
    ]
    pressed = tree.xpath("//a[@href] | //button")
    found += [f"no text: {html.tostring(node)[:80]!r}" for node in pressed if not _has_name(node)]
    if is_page:
        found += [
            f"{len(tree.xpath(path))} of {path}"
            for path in ("//h1", "//main", "//head/title")
            if len(tree.xpath(path)) != 1
        ]
    return found


def _has_name(node: html.HtmlElement) -> bool:
    pictured = node.xpath(".//img/@alt | .//svg/title/text()")
    return bool(node.get("aria-label") or node.get("aria-labelledby") or node.text_content().strip() or pictured)
