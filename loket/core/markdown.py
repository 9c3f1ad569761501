"""Markdown as people type it, to HTML that is safe to show."""

import html

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": False}).enable("table")
_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "h2",
    "h3",
    "h4",
    "h5",
    "blockquote",
    "code",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
TOP, LOWEST = 3, 5
"""A page has its own first two levels of heading; below the fifth nothing is told apart."""


def to_html(text: str, top: int = TOP) -> SafeString:
    """Render; raw HTML is shown as text. The highest heading gets level ``top`` and no level is passed over, so that
    the text fits below the headings of its page whatever its writer began with."""
    tokens = _parser.parse(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(top + levels.index(token.tag), LOWEST)}"
    rendered = _parser.renderer.render(tokens, _parser.options, {})
    cleaned = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return mark_safe(cleaned)


def to_text(text: str) -> str:
    """The words alone, for the index and for plain mails."""
    return html.unescape(nh3.clean(_parser.render(text), tags=set())).strip()
