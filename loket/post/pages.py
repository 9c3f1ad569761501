"""What the page on held mail shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from loket.post import workflow
from loket.post.enums import Outcome, RawState
from loket.post.models import Fetched, Mailbox, RawHistory, RawMessage, SendingLimit
from loket.post.reading import mail as reading

HELD, AUTOMATIC, REFUSED = "vastgehouden", "automatisch", "geweigerd"
SECTIONS = {HELD: "Vastgehouden", AUTOMATIC: "Automatische berichten", REFUSED: "Geweigerd"}
SOURCES = {"pipe": "de mailserver"}
ICONS = {
    RawState.RECEIVED: "rotate-cw",
    RawState.PARSED: "mail-open",
    RawState.ROUTED: "mail-check",
    RawState.HELD: "mail-warning",
    RawState.REFUSED: "mail-x",
}
SHOWN = 20_000
"""Characters of a held text."""
_AUTOMATIC = (Outcome.BOUNCE, Outcome.AUTO_REPLY)


@dataclass(frozen=True)
class Tab:
    """A part of the page; ``count`` only for what waits for somebody."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


def rows(section: str, user) -> QuerySet[RawMessage]:
    """The messages of a section, newest first, without their bytes."""
    found = RawMessage.objects.visible_to(user).light().select_related("message")
    which = {
        HELD: Q(state=RawState.HELD),
        AUTOMATIC: Q(state=RawState.ROUTED, outcome__in=_AUTOMATIC),
        REFUSED: Q(state=RawState.REFUSED),
    }
    return found.filter(which[section]).order_by("-received_at", "-pk")


def tabs(section: str, user, base: str) -> list[Tab]:
    waiting = RawMessage.objects.visible_to(user).filter(state=RawState.HELD).count()
    return [
        Tab(label, f"{base}?deel={code}", code == section, waiting if code == HELD else None)
        for code, label in SECTIONS.items()
    ]


def troubles(at: datetime) -> dict:
    """Mailboxes that do not answer, messages that cannot be fetched, and a provider that stops our mail."""
    return {
        "failing": list(Mailbox.objects.exclude(failing_since=None).order_by("name")[:20]),
        "not_fetched": Fetched.objects.filter(raw=None).exclude(error="").count(),
        "limit": SendingLimit.objects.filter(until__gt=at).order_by("-until").first(),
    }


def one(raw: RawMessage, user) -> dict:
    """A message with what could be read of it; its headers as they came, as text and nothing else."""
    message = getattr(raw, "message", None)
    return {
        "raw": raw,
        "is_read": message is not None,
        "text": message.text[:SHOWN] if message else "",
        "notes": message.note_sentences if message else [],
        "head": reading.head_of(bytes(raw.content)) if raw.content is not None else "",
        "files": list(message.attachments.all()) if message else [],
        "steps": [_event(step) for step in raw.history.select_related("by").order_by("at", "pk")],
        "available": {step.name: step.label for step in workflow.RAW.available(raw, user)},
        "facts": _facts(raw, message),
    }


def _event(step: RawHistory) -> dict:
    """A step for the timeline component."""
    label = RawState(step.to_state).label
    return {
        "icon": ICONS.get(step.to_state, "mail"),
        "title": capfirst(label),
        "at": step.at,
        "by": str(step.by) if step.by else "",
        "role": label if step.by and step.note else "",
        "text": step.note,
    }


def _facts(raw: RawMessage, message) -> list[tuple[str, str]]:
    told = [
        ("Reden", raw.reason),
        ("Gekomen van", SOURCES.get(raw.source, raw.source.removeprefix("imap:"))),
        ("Wachtrij", raw.queue),
        ("Grootte", f"{-(-raw.size // 1024)} kB"),
    ]
    if message is None:
        return told
    address = message.author_address and f"<{message.author_address}>"
    sender = f"{message.author_name} {address}".strip()
    to = ", ".join(address for _, address in message.to)
    return [("Van", sender), ("Aan", to), ("Onderwerp", message.subject), *told]
