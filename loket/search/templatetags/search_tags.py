"""The options of the facets and the facts of the cards, written at once: a page has some 140 options and sixty facts,
and loops over them in a template take longer than the search itself."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from loket.core.templatetags.formats import number
from loket.core.templatetags.icons import icon
from loket.search.facets import Option

register = template.Library()
_CHECKED = mark_safe(" checked")
_BOX = (
    '<div class="facet__option"><input class="utrecht-checkbox utrecht-checkbox--custom" type="checkbox"'
    ' id="{}-{}" name="{}" value="{}"{}><label for="{}-{}"><span>{}</span> '
)
_COUNT = '<span class="facet__number">{}<span class="visually-hidden"> {}</span></span></label></div>'


_FACT = "<div><dt>{}{}</dt><dd>{}</dd></div>"


@register.simple_tag
def card_facts(facts: Iterable[dict[str, str]]) -> SafeString:
    """What a card says about its entry: each a ``label`` and a ``value``, and an ``icon`` where there is one."""
    return format_html_join(
        "", _FACT, ((icon(fact["icon"]) if fact.get("icon") else "", fact["label"], fact["value"]) for fact in facts)
    )


@register.simple_tag
def facet_options(name: str, options: Iterable[Option]) -> SafeString:
    """The boxes of a facet, as ``components/facet_option.html`` has them (a test says so)."""
    boxes = (
        _box(name, place, option.value, option.label, option.is_checked) + _count(option.count)
        for place, option in enumerate(options, 1)
    )
    return mark_safe("\n".join(boxes))  # each of them is safe


@lru_cache(maxsize=4096)
def _box(name: str, place: int, value: str, label: str, is_checked: bool) -> SafeString:
    return format_html(_BOX, name, place, name, value, _CHECKED if is_checked else "", name, place, label)


@lru_cache(maxsize=2048)
def _count(count: int) -> SafeString:
    return format_html(_COUNT, number(count), "resultaat" if count == 1 else "resultaten")
