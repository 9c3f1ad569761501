"""What the pages of the newsletter show, fetched in one place; read-only."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Q

from loket.core import markdown
from loket.core.templatetags.formats import number
from loket.newsletter import composing, rendering, workflow
from loket.newsletter.enums import EditionState, SubscriptionState
from loket.newsletter.models import Block, Delivery, Edition, EditionHistory, Subscription
from loket.newsletter.permissions import can_edit
from loket.vocabulary import lookup

PAGE_SIZE = 25
_ACTS = {
    "create": "Gemaakt",
    "plan": "Ingepland",
    "unplan": "Weer een concept",
    "begin": "Versturen begonnen",
    "finish": "Klaar met versturen",
}
_BADGES = {
    EditionState.DRAFT: "neutral",
    EditionState.PLANNED: "warning",
    EditionState.SENDING: "warning",
    EditionState.SENT: "success",
}


def archive_page(theme: str, number_: str | None) -> dict:
    """The editions that were sent, newest first; of one theme on request."""
    editions = Edition.objects.archive().order_by("-begun_at", "-pk")
    themes = set(editions.exclude(theme="").order_by().values_list("theme", flat=True).distinct())
    shown = editions.filter(theme=theme) if theme in themes else editions
    page = Paginator(shown, PAGE_SIZE).get_page(number_)
    return {
        "page": page,
        "lines": [{"edition": row, "kicker": rendering.kicker(row)} for row in page.object_list],
        "themes": [choice for choice in lookup.choices("theme") if choice[0] in themes],
        "theme": theme,
    }


def edition_page(edition: Edition) -> dict:
    """An edition as everybody may read it: what was taken off the shelves since is left out."""
    return {
        "edition": edition,
        "kicker": rendering.kicker(edition),
        "intro": markdown.to_html(edition.intro),
        "pieces": rendering.pieces(edition),
    }


def desk_page(number_: str | None) -> dict:
    """All editions for who makes them, and how many get them."""
    page = Paginator(Edition.objects.all(), PAGE_SIZE).get_page(number_)
    return {"page": page, "lines": [_line(row) for row in page.object_list], "figures": figures()}


def _line(edition: Edition) -> dict:
    return {
        "edition": edition,
        "kicker": rendering.kicker(edition),
        "badge": _BADGES[EditionState(edition.state)],
        "url": edition.compose_url,
        "progress": f"{number(edition.sent_count)} van {number(edition.audience_count)}",
    }


def figures() -> list[dict]:
    """How many addresses there are in each state; nobody's name."""
    counted = Subscription.objects.aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in SubscriptionState},
        general=Count("pk", filter=Q(state=SubscriptionState.ACTIVE, wants_general=True)),
    )
    return [
        {"label": "Abonnees", "value": number(counted["active"]), "note": f"{number(counted['general'])} algemeen"},
        {"label": "Nog niet bevestigd", "value": number(counted["pending"])},
        {"label": "Rusten", "value": number(counted["resting"]), "note": "drie keer kwam mail niet aan"},
    ]


def compose_page(edition: Edition, user, *, at: datetime) -> dict:
    """The workbench: blocks in order, what could be added, who gets it, and what may be done now."""
    blocks = list(edition.blocks.all())
    lost = rendering.gone(blocks)
    is_editable = can_edit(user, edition)
    return _line(edition) | {
        "rows": [_row(block, is_gone=block.pk in lost) for block in blocks],
        "intro": markdown.to_text(edition.intro),
        "has_gone": bool(lost),
        "is_editable": is_editable,
        "shelves": composing.shelves(edition, at=at) if is_editable else [],
        "since": composing.since(edition),
        "audience": workflow.audience(edition).count(),
        "bounced": Delivery.objects.filter(edition=edition, bounced_at__isnull=False).count(),
        "history": [_step(row) for row in edition.history.select_related("by")[:10]],
    }


def _row(block: Block, *, is_gone: bool) -> dict:
    return {"block": block, "text": markdown.to_text(block.text), "is_gone": is_gone}


def _step(row: EditionHistory) -> dict:
    return {"at": row.at, "by": row.by, "label": _ACTS[row.act]}


def preview_page(edition: Edition) -> dict:
    """As it will look, and as plain text."""
    letter = rendering.letter(edition).to("(link om u af te melden)", "(link naar uw voorkeuren)")
    return edition_page(edition) | {"text": letter.text.strip()}


def subscription_of(user) -> Subscription | None:
    return Subscription.objects.of(user.email).first() if user.is_authenticated else None
