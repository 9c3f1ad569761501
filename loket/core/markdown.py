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
_SHIFT = {1: "h3", 2: "h3", 3: "h4", 4: "h5", 5: "h5", 6: "h5"}


def to_html(text: str) -> SafeString:
    """Render; raw HTML is shown as text, headings start at level three (a page has its own first two)."""
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = _SHIFT[int(token.tag[1])]
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
