"""Icons of the Lucide set as inline SVG, so that they take the colour and size of the text around them."""

import functools
import zipfile
from importlib import resources
from xml.etree import ElementTree

from django.template import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_ARCHIVE = resources.files("lucide") / "lucide.zip"
_NAMESPACE = "{http://www.w3.org/2000/svg}"


@functools.lru_cache(maxsize=512)
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """The icon called ``name`` (lucide.dev), with extra CSS classes.

    How its lines are drawn stands in ``layout.css``: a page has some hundred icons. Hidden from screen readers unless
    ``label`` says what it means. Raises TemplateSyntaxError for an unknown name.
    """
    classes = f"icon {css}".strip()
    naming = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" viewBox="0 0 24 24" {}>{}</svg>', classes, naming, _shapes(name))


@functools.lru_cache(maxsize=512)
def _shapes(name: str) -> SafeString:
    try:
        with _ARCHIVE.open("rb") as file, zipfile.ZipFile(file) as archive:
            svg = ElementTree.fromstring(archive.read(f"{name}.svg"))  # noqa: S314 - part of an installed package
    except KeyError as error:
        raise TemplateSyntaxError(f"there is no icon {name!r}") from error
    for node in svg.iter():
        node.tag = node.tag.removeprefix(_NAMESPACE)
    return mark_safe("".join(ElementTree.tostring(node, encoding="unicode").strip() for node in svg))
