"""An edition as mail: rendered once, then the same for everybody but for the two links by which one leaves.

There is no picture and no link of one's own in it: nobody can see who opened it or what was pressed.
"""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from loket.core import markdown
from loket.core.telling import stop_link
from loket.newsletter.enums import BlockKind
from loket.newsletter.models import Block, Edition, Subscription
from loket.search import audience
from loket.search.models import Findable
from loket.vocabulary import lookup

STOP, PREFERENCES, CONFIRM = "newsletter_stop", "newsletter_preferences", "newsletter_confirm"
# What stands in the rendered mail where a reader's own link comes; .invalid is nobody's (RFC 2606).
_STOP_HERE, _PREFERENCES_HERE = "https://afmelden.invalid/", "https://voorkeuren.invalid/"


@dataclass(frozen=True)
class Letter:
    """A mail that waits for a reader's own links."""

    subject: str
    html: str
    text: str

    def to(self, stop: str, preferences: str) -> "Letter":
        return Letter(self.subject, *(_linked(each, stop, preferences) for each in (self.html, self.text)))


def _linked(text: str, stop: str, preferences: str) -> str:
    return text.replace(_STOP_HERE, stop).replace(_PREFERENCES_HERE, preferences)


def link_to_stop(subscription: Subscription) -> str:
    return stop_link(STOP, str(subscription.pk))


def link_to_preferences(subscription: Subscription) -> str:
    return stop_link(PREFERENCES, str(subscription.pk))


def link_to_confirm(subscription: Subscription) -> str:
    """Of one request alone: a later request makes another."""
    return stop_link(CONFIRM, f"{subscription.pk}-{subscription.asked_at.timestamp():.0f}")


def letter(edition: Edition) -> Letter:
    """The mail of this edition as it would leave now."""
    context = {
        "edition": edition,
        "kicker": kicker(edition),
        "intro_html": markdown.to_html(edition.intro),
        "intro_text": markdown.to_text(edition.intro),
        "pieces": pieces(edition),
        "archive": f"{settings.SITE_URL}{edition.get_absolute_url()}",
        "subscribe": f"{settings.SITE_URL}{reverse('newsletter')}",
        "stop": _STOP_HERE,
        "preferences": _PREFERENCES_HERE,
    }
    return Letter(
        edition.title,
        render_to_string("emails/newsletter/edition_message.html", context),
        render_to_string("emails/newsletter/edition_message.txt", context),
    )


def kicker(edition: Edition) -> str:
    return f"Nieuwsbrief {lookup.label('theme', edition.theme)}" if edition.theme else "Nieuwsbrief"


@dataclass(frozen=True)
class Piece:
    """A block as it is shown, in HTML and as plain words; ``url`` is a whole address."""

    block: Block
    html: str
    text: str
    url: str


def pieces(edition: Edition) -> list[Piece]:
    """The blocks in order; what nobody may see any more is left out."""
    blocks = list(edition.blocks.all())
    lost = gone(blocks)
    return [_piece(block) for block in blocks if block.pk not in lost]


def _piece(block: Block) -> Piece:
    url = f"{settings.SITE_URL}{block.url}" if block.url.startswith("/") else block.url
    return Piece(block, markdown.to_html(block.text), markdown.to_text(block.text), url)


def gone(blocks: list[Block]) -> set[int]:
    """The numbers of the blocks whose subject is not public any more."""
    items = [block for block in blocks if block.kind == BlockKind.ITEM]
    found = Findable.objects.filter(
        subject_type__in={block.subject_type for block in items},
        subject_id__in={block.subject_id for block in items},
        audience__contains=[audience.PUBLIC],
    ).values_list("subject_type", "subject_id")
    there = set(found) if items else set()
    return {block.pk for block in items if (block.subject_type, block.subject_id) not in there}
