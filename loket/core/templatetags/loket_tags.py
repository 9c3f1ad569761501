"""Tags and filters that every template has, without ``{% load %}`` (``builtins`` in the settings)."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from loket import frontend
from loket.core.templatetags import controls, formats, icons, links

register = template.Library()

register.simple_tag(icons.icon, name="icoon")
register.simple_tag(links.query_with)
register.simple_tag(links.query_without)
register.simple_tag(links.page_window)
for _filter in (
    formats.long_date,
    formats.short_date,
    formats.moment,
    formats.clock,
    formats.iso,
    formats.number,
    formats.euro,
    formats.file_size,
    controls.control_class,
    controls.error_line,
    controls.error_target,
    controls.wants_counter,
):
    register.filter(_filter.__name__, _filter)

_UNDO_PREFIX = "undo:"


@dataclass(frozen=True)
class RecognitionStep:
    """A rung of the scale of recognised interventions: ``step`` of 5, 0 where the level is not known."""

    step: int
    style: str
    label: str

    @property
    def short_label(self) -> str:
        """The label for narrow places."""
        return self.label.removesuffix(" voor effectiviteit")


# The ladder of the Dutch recognition committee; then what our own sources leave open, and what the index says of a
# recognition whose term is over.
_RECOGNITION = {
    "goed-beschreven": RecognitionStep(1, "described", "Goed beschreven"),
    "goed-onderbouwd": RecognitionStep(2, "founded", "Goed onderbouwd"),
    "eerste-aanwijzingen": RecognitionStep(3, "first", "Eerste aanwijzingen voor effectiviteit"),
    "goede-aanwijzingen": RecognitionStep(4, "good", "Goede aanwijzingen voor effectiviteit"),
    "sterke-aanwijzingen": RecognitionStep(5, "strong", "Sterke aanwijzingen voor effectiviteit"),
    "erkend-niveau-onbekend": RecognitionStep(0, "unknown", "Erkend, niveau niet in bron"),
    "verlopen": RecognitionStep(0, "expired", "Erkenning verlopen"),
}
_NO_RECOGNITION = RecognitionStep(0, "none", "Geen erkenning")


@register.filter
def recognition_step(code: str | None) -> RecognitionStep:
    """The rung of a recognition level by its code; anything else is *geen erkenning*."""
    return _RECOGNITION.get(code or "", _NO_RECOGNITION)


@register.filter
def undo_url(message: Message) -> str:
    """The address that takes an action back, given as ``extra_tags="undo:/…/"``; empty when there is none."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_UNDO_PREFIX) if tags.startswith(_UNDO_PREFIX) else ""


@register.filter
def percent_of(value: float, total: float) -> int:
    """A share of a total in whole percents, 0 to 100; 0 of nothing."""
    return min(100, max(0, round(100 * value / total))) if total else 0


@register.filter
def paired(first: Iterable, second: Iterable) -> list[tuple]:
    """Two lists of the same length side by side; raises ValueError when one is longer."""
    return list(zip(first, second, strict=True))


@register.simple_tag
def portal_name() -> str:
    """The name of the portal, for pages and mails that have no request."""
    return settings.PORTAL_NAME


@register.simple_tag
def site_url() -> str:
    """The address of the portal without a slash at the end, for links in mails."""
    return settings.SITE_URL.rstrip("/")


@register.simple_tag
def desk_email() -> str:
    """The e-mail address of the service desk."""
    return settings.SERVICEDESK_EMAIL


@register.simple_tag
def desk_phone() -> str:
    """The telephone number of the service desk; empty where there is none."""
    return settings.SERVICEDESK_PHONE


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to all style sheets: the one joined file where static files were collected, else one by one."""
    return _stylesheet_links(is_collected())


@register.simple_tag
def preloaded_fonts() -> SafeString:
    """Links that fetch the two most used weights before the style sheet asks for them."""
    return format_html_join(
        "\n",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(name),) for name in frontend.PRELOADED_FONTS),
    )


def is_collected() -> bool:
    """Whether the joined style sheet was made (``collectstatic`` with the storage of ``core.static_storage``)."""
    return frontend.BUNDLE in getattr(staticfiles_storage, "hashed_files", {})


@functools.lru_cache(maxsize=2)
def _stylesheet_links(as_bundle: bool) -> SafeString:
    names = (frontend.BUNDLE,) if as_bundle else frontend.STYLESHEETS
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names))
