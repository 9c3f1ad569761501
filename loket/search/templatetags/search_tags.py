"""The options of the facets, written at once: a page has some 140 of them, and a loop in a template takes longer
than the search itself."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from loket.core.templatetags.formats import number
from loket.search.facets import Option

register = template.Library()
_CHECKED = mark_safe(" checked")
_OPTION = (
    '<div class="facet__option"><input class="utrecht-checkbox utrecht-checkbox--custom" type="checkbox"'
    ' id="{}-{}" name="{}" value="{}"{}><label for="{}-{}"><span>{}</span> <span class="facet__number">{}'
    '<span class="visually-hidden"> {}</span></span></label></div>'
)


@register.simple_tag
def facet_options(name: str, options: Iterable[Option]) -> SafeString:
    """The boxes of a facet, as ``components/facet_option.html`` has them (a test says so)."""
    return format_html_join("\n", _OPTION, (_parts(name, place, option) for place, option in enumerate(options, 1)))


def _parts(name: str, place: int, option: Option) -> tuple:
    checked = _CHECKED if option.is_checked else ""
    results = "resultaat" if option.count == 1 else "resultaten"
    return name, place, name, option.value, checked, name, place, option.label, number(option.count), results
