"""The text of a shop window, from a partner's form to the page: public after an editor's okay, each time anew."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from loket.accounts.models import Organisation
from loket.catalogue.partners import findable, notifications, permissions
from loket.catalogue.partners.enums import TextState
from loket.catalogue.partners.models import ShopWindow, WindowText, WindowTextHistory
from loket.core.workflow import StaleState, Transition, Workflow
from loket.search import index

_WAITING = frozenset({TextState.SUBMITTED})
TEXTS = Workflow(
    [
        Transition("accept", _WAITING, TextState.ACCEPTED, permissions.can_accept, "Plaatsen"),
        Transition("send_back", _WAITING, TextState.RETURNED, permissions.can_judge, "Terugsturen"),
        Transition("withdraw", _WAITING, TextState.WITHDRAWN, permissions.can_withdraw, "Intrekken"),
    ],
    history=lambda: WindowTextHistory,
)
SLUG_LENGTH = 100
RESERVED_SLUGS = frozenset({"logo", "nieuw", "teksten"})


@dataclass(frozen=True)
class Told:
    """What a form tells about a partner. ``logo`` is a small WebP; None keeps the one there is, empty takes it off."""

    summary: str
    text: str
    website: str = ""
    contact: str = ""
    source: str = ""
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    logo: bytes | None = None


def open_window(organisation: Organisation, *, by, at: datetime) -> ShopWindow:
    """The window of this organisation, made when there is none yet. Nobody else sees it before a text is placed."""
    if not (permissions.is_member(by, organisation) or permissions.is_editor(by)):
        raise PermissionDenied("Alleen een partner van deze organisatie en de redactie maken een etalage.")
    if organisation.successor_id:
        raise ValidationError(f"{organisation} is opgegaan in een andere organisatie.")
    try:
        with transaction.atomic():
            return ShopWindow.objects.get_or_create(
                organisation=organisation, defaults={"slug": _slug(organisation), "opened_at": at}
            )[0]
    except IntegrityError:  # another organisation took this address between looking and writing
        raise StaleState from None


def _slug(organisation: Organisation) -> str:
    plain = slugify(organisation.name)[:SLUG_LENGTH].strip("-")
    is_free = plain and plain not in RESERVED_SLUGS and not ShopWindow.objects.filter(slug=plain).exists()
    return plain if is_free else f"{plain or 'partner'}-{organisation.pk}"


def base_of(window: ShopWindow) -> WindowText | None:
    """The text that somebody who changes something starts from: what waits, else what stands."""
    return window.texts.filter(state=TextState.SUBMITTED).first() or window.current


def mark_of(text: WindowText | None) -> str:
    """What a form carries along, so that the second of two people is told."""
    return str(text.pk) if text else "-"


def submit(window: ShopWindow, told: Told, *, by, at: datetime, seen: str) -> WindowText:
    """Put a text before the editors. One that waited is withdrawn by it; what stands on the page stays.

    Raises ``StaleState`` when another text came in since the form was opened (``seen``: its ``mark_of``).
    """
    if not permissions.can_write(by, window):
        raise PermissionDenied("Deze etalage is niet van uw organisatie.")
    with transaction.atomic():
        held = ShopWindow.objects.select_for_update(of=("self",)).select_related("current").get(pk=window.pk)
        base = base_of(held)
        if mark_of(base) != seen:
            raise StaleState
        if base and base.state == TextState.SUBMITTED:
            TEXTS.apply(base, "withdraw", by=by, at=at, note="Vervangen door een nieuwe tekst.", decided_at=at)
        text = _write(held, told, base, by=by, at=at)
        WindowTextHistory.objects.create(subject=text, at=at, by=by, act="submit", to_state=text.state)
        notifications.submitted(text, at=at)
    return text


def _write(window: ShopWindow, told: Told, base: WindowText | None, *, by, at: datetime) -> WindowText:
    text = WindowText(
        window=window,
        author=by,
        summary=told.summary,
        text=told.text,
        website=told.website,
        contact=told.contact,
        source=told.source,
        themes=list(told.themes),
        areas=list(told.areas),
        submitted_at=at,
    )
    if told.logo is None and base and base.logo:
        text.logo.name = base.logo.name
    elif told.logo:
        text.logo.save("logo.webp", ContentFile(told.logo), save=False)
    text.save()
    return text


def accept(text: WindowText, *, by, at: datetime) -> None:
    """Place the text: from now on the page shows it, and the organisation is a partner of the portal."""
    with transaction.atomic():
        window = ShopWindow.objects.select_for_update().get(pk=text.window_id)
        TEXTS.apply(text, "accept", by=by, at=at, decided_at=at)
        window.current = text
        window.save(update_fields=["current"])
        Organisation.objects.filter(pk=window.organisation_id).update(is_partner=True)
        index.put(findable.document(window))
        notifications.accepted(text, at=at)


def send_back(text: WindowText, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf wat er anders moet. De partner krijgt deze uitleg.")
    with transaction.atomic():
        TEXTS.apply(text, "send_back", by=by, at=at, note=note.strip(), decided_at=at)
        notifications.returned(text, note=note.strip(), at=at)


def withdraw(text: WindowText, *, by, at: datetime) -> None:
    TEXTS.apply(text, "withdraw", by=by, at=at, decided_at=at)
