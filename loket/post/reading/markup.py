"""HTML of a mail: cleaned for showing, and as plain text. Nothing in it is ever fetched."""

import html
import re

import nh3

from loket.post.reading.limits import DEEPEST_HTML, MOST_HTML, MOST_TAGS

_SHOWN = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan"}}
_FOR_TEXT = _ATTRIBUTES | {"blockquote": {"type", "class"}}
_DROPPED_WITH_CONTENT = {"script", "style", "title", "template", "noscript", "svg", "math", "object", "select"}
_SCHEMES = {"http", "https", "mailto", "tel", "cid"}
_CLOSED_BY_THEMSELVES = {
    *("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"),
    *("p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option"),
}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
# In what nh3 returns, every attribute has double quotes and no angle brackets inside.
_CLEAN_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s[a-z-]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_IMAGE = re.compile(r'<img((?:\s[a-z-]+="[^"]*")*)\s*/?>')
_ADDRESS_AS_TAG = re.compile(r"<([^\s<>\"'=/]{1,64}@[^\s<>\"'=/]{1,190})>")
_BLOCKS = {"div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre", "table", "tr", "ul", "ol", "dl", "dt", "dd"}
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"}


def is_bearable(source: str) -> bool:
    """Whether cleaning takes bounded time: not too long, not too many tags, not too deep."""
    if len(source) > MOST_HTML:
        return False
    depth, deepest, count = {}, 0, 0
    open_now = 0
    for match in _TAG.finditer(source):
        count += 1
        name = match[2].lower()
        if name in _CLOSED_BY_THEMSELVES:
            continue
        if not match[1]:
            depth[name] = depth.get(name, 0) + 1
            open_now += 1
        elif depth.get(name):
            depth[name] -= 1
            open_now -= 1
        deepest = max(deepest, open_now)
    return count <= MOST_TAGS and deepest <= DEEPEST_HTML


def cleaned(source: str, names: dict[str, str]) -> str:
    """What may be shown: no scripts, no styles, no forms, nothing from elsewhere.

    A picture becomes a word; ``names`` gives the name of the file for the Content-ID of a picture that came along.
    """
    shown = _nh3(source, _ATTRIBUTES)
    return _IMAGE.sub(lambda match: _word_for(dict(_ATTRIBUTE.findall(match[1])), names), shown).strip()


def referenced(source: str) -> set[str]:
    """The Content-IDs of which the pictures are shown in this text."""
    return {html.unescape(found) for found in re.findall(r"cid:([^\"'\s>)]{1,400})", source)}


def _nh3(source: str, attributes: dict[str, set[str]]) -> str:
    return nh3.clean(
        _ADDRESS_AS_TAG.sub(r"&lt;\1&gt;", source),
        tags=_SHOWN,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=attributes,
        attribute_filter=_only_own_pictures,
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    is_picture = value.lower().startswith("cid:")
    if (tag, attribute) == ("img", "src"):
        return value if is_picture else None
    return None if (tag, attribute) == ("a", "href") and is_picture else value


def _word_for(attributes: dict[str, str], names: dict[str, str]) -> str:
    content_id = html.unescape(attributes.get("src", "")).removeprefix("cid:")
    name = html.escape(names.get(content_id, "")) or attributes.get("alt", "")
    return f"<em>[afbeelding: {name}]</em>" if name else ""


def as_text(source: str) -> str:
    """The text of a page: paragraphs apart, answers that were quoted marked with ``>``, links with their address."""
    if not is_bearable(source):
        return _without_tags(source)
    lines = _Lines()
    end = 0
    shown = _nh3(source, _FOR_TEXT)
    for match in _CLEAN_TAG.finditer(shown):
        lines.add(html.unescape(shown[end : match.start()]))
        end = match.end()
        lines.tag(match[2], bool(match[1]), {key: html.unescape(told) for key, told in _ATTRIBUTE.findall(match[3])})
    lines.add(html.unescape(shown[end:]))
    return lines.text()


class _Lines:
    """Text that grows tag by tag."""

    def __init__(self) -> None:
        self._lines = [""]
        self._quotes: list[bool] = []
        self._link, self._link_text, self._is_kept = "", "", 0

    def add(self, text: str) -> None:
        if self._is_kept:
            first, *others = text.split("\n")
            self._lines[-1] += first
            for line in others:
                self._start(line)
            return
        words = re.sub(r"\s+", " ", text)
        has_text = self._lines[-1].strip(" >")
        self._lines[-1] += words if has_text else words.lstrip()
        self._link_text += words

    def tag(self, name: str, is_end: bool, attributes: dict[str, str]) -> None:
        if name == "br":
            self._start()
        elif name == "a":
            self._anchor(is_end, attributes.get("href", ""))
        elif name == "blockquote":
            self._blockquote(is_end, attributes)
        elif name == "img" and attributes.get("alt"):
            self.add(f"[afbeelding: {attributes['alt']}]")
        elif name == "hr":
            self._block()
            self._lines[-1] += "-----"
            self._start()
        elif name in ("td", "th"):
            self.add(" ")
        elif name in _BLOCKS:
            self._block(name, is_end)

    def _block(self, name: str = "", is_end: bool = False) -> None:
        if name == "pre":
            self._is_kept = max(0, self._is_kept + (-1 if is_end else 1))
        if self._lines[-1].strip(" >"):
            self._start()
        if name in _PARAGRAPHS and any(line.strip(" >") for line in self._lines[-2:]):
            self._start()
        if name == "li" and not is_end:
            self._lines[-1] += "- "

    def _start(self, text: str = "") -> None:
        self._lines.append("> " * sum(self._quotes) + text)

    def _anchor(self, is_end: bool, target: str) -> None:
        if not is_end:
            self._link, self._link_text = target, ""
            return
        shown = self._link_text.strip()
        if self._link.startswith("http") and shown and shown.rstrip("/") not in self._link:
            self._lines[-1] += f" ({self._link})"
        self._link = ""

    def _blockquote(self, is_end: bool, attributes: dict[str, str]) -> None:
        """Only what a mail program marks as an earlier message is one; others use this tag to move text inwards."""
        if is_end:
            if self._quotes:
                self._quotes.pop()
        else:
            is_earlier = attributes.get("type") == "cite" or "quote" in attributes.get("class", "")
            self._quotes.append(is_earlier)
        self._start()

    def text(self) -> str:
        joined = "\n".join(line.rstrip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", joined).strip().replace("\xa0", " ")


def _without_tags(source: str) -> str:
    """The text of what is too deep or too long to clean: in one pass, without knowing what the tags mean."""
    kept, place = [], 0
    while (start := source.find("<", place)) >= 0:
        kept.append(source[place:start])
        end = source.find(">", start)
        if end < 0:
            break
        place = end + 1
    else:
        kept.append(source[place:])
    lines = html.unescape(" ".join(kept)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
