"""What the pages about events need, fetched in one place; read-only."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from loket.catalogue.partners.sections import Section
from loket.catalogue.points import ledger
from loket.core import markdown
from loket.core.working_days import AMSTERDAM
from loket.vocabulary import lookup
from network.events import discounts, evaluating, panels, permissions, places
from network.events.enums import HOLDING, EventState, RegistrationState
from network.events.models import Event, Registration
from network.events.workflow import EVENTS

_FIT_WITHIN = timedelta(days=92)
_MOST_SIMILAR = 8
_TAGS = (("themes", "theme", "Thema's"), ("levels", "level", "Niveaus"), ("sectors", "sector", "Sectoren"))


def when(event: Event) -> str:
    """Day and times in words, on the clock of the Netherlands."""
    start, end = event.starts_at.astimezone(AMSTERDAM), event.ends_at.astimezone(AMSTERDAM)
    if start.date() == end.date():
        return f"{date_format(start, 'l j F Y')}, {start:%H.%M} tot {end:%H.%M} uur"
    return f"{date_format(start, 'j F Y')} {start:%H.%M} uur tot en met {date_format(end, 'j F Y')} {end:%H.%M} uur"


def where(event: Event) -> str:
    named = ", ".join(filter(None, (event.location, event.address)))
    if event.is_online:
        return f"{named}, en online" if named else "Online"
    return named or "Nog niet bekend"


def price(event: Event) -> str:
    """In words; cents become euros with a comma."""
    if not event.price_cents:
        return "Gratis"
    return in_euros(event.price_cents)


def in_euros(amount: int) -> str:
    """Cents as euros with a comma."""
    euros, cents = divmod(amount, 100)
    return f"€ {euros:,}".replace(",", ".") + f",{cents:02}"


def by_month(events: list[Event]) -> list[tuple[str, list[dict]]]:
    """(month in words, cards) in the order of the events."""
    months = groupby(events, key=lambda event: event.starts_at.astimezone(AMSTERDAM).strftime("%Y-%m"))
    return [(_month(rows[0]), [card(event) for event in rows]) for _, group in months if (rows := list(group))]


def _month(event: Event) -> str:
    return capfirst(date_format(event.starts_at.astimezone(AMSTERDAM), "F Y"))


def next_cards(at: datetime, count: int) -> list[dict]:
    """Those that begin first, for another page. Two queries."""
    return [card(event) for event in with_places_left(list(Event.objects.coming(at)[:count]))]


def card(event: Event) -> dict:
    start = event.starts_at.astimezone(AMSTERDAM)
    return {
        "event": event,
        "day": start.day,
        "weekday": date_format(start, "D"),
        "month": date_format(start, "M").lower(),
        "when": when(event),
        "where": where(event),
        "themes": [lookup.label("theme", code) for code in event.themes[:3]],
        "status": _status(event),
    }


def _status(event: Event) -> dict | None:
    """What a reader must know before opening: badge text with its kind."""
    if event.state == EventState.CANCELLED:
        return {"label": "Gaat niet door", "kind": "danger", "icon": "calendar-x"}
    if event.state == EventState.CLOSED:
        return {"label": "Inschrijving gesloten", "kind": "neutral", "icon": "lock"}
    left = getattr(event, "left", None)
    if left is not None and left <= 0:
        return {"label": "Vol, wachtlijst", "kind": "warning", "icon": "hourglass"}
    if left is not None and left <= 5:
        return {"label": f"Nog {left} {'plaats' if left == 1 else 'plaatsen'}", "kind": "warning", "icon": "users"}
    return None


def with_places_left(events: list[Event]) -> list[Event]:
    """Set ``left`` on each (None: no limit); one query for all."""
    rows = Registration.objects.filter(event__in=events, state__in=HOLDING).values("event_id")
    given = {row["event_id"]: row["total"] for row in rows.annotate(total=Sum("places")).order_by()}
    for event in events:
        event.left = None if event.places is None else event.places - given.get(event.pk, 0)
    return events


def event_page(event: Event, user, *, at: datetime) -> dict:
    own = None
    if user.is_authenticated:
        own = event.registrations.active().filter(person=user).first()
    has_place = own is not None and own.state == RegistrationState.CONFIRMED
    organises = permissions.can_organise(user, event)
    with_places_left([event])
    return {
        **card(event),
        "status": _status(event) or {"label": "", "kind": ""},
        "description": markdown.to_html(event.description),
        "yields": markdown.to_html(event.yields),
        "facts": _facts(event),
        "tag_groups": _tag_groups(event),
        "sessions": [_session(row) for row in event.sessions.all()],
        "own": own,
        "waits": _waits(own),
        "sees_link": event.online_url and (has_place or organises),
        "takes": event.takes_registrations(at),
        "organises": organises,
        "thought": evaluating.figures(event) if organises else None,
        "links": panels.links(event, user) if organises else [],
        "panels": panels.on_page(event, user),
        "documents": list(event.documents.all()),
        "steps": EVENTS.available(event, user) if user.is_authenticated else [],
        "rules": places.RULES,
        "history": event.history.select_related("by") if organises else [],
    }


def _waits(own: Registration | None) -> int:
    return places.position(own) if own and own.state == RegistrationState.WAITING else 0


def _session(row) -> dict:
    start, end = row.starts_at.astimezone(AMSTERDAM), row.ends_at.astimezone(AMSTERDAM)
    return {"time": f"{start:%H.%M} – {end:%H.%M}", "title": row.title, "speaker": row.speaker}


def _facts(event: Event) -> list[tuple[str, str]]:
    rows = [
        ("Wanneer", when(event)),
        ("Waar", where(event)),
        ("Aanmelden tot", date_format(event.closes_at.astimezone(AMSTERDAM), "j F Y")),
        ("Plaatsen", "Geen grens" if event.capacity is None else str(event.capacity)),
        ("Prijs", price(event)),
        ("Wie betaalt wat", event.payment),
        ("Voor wie", "Alleen mensen van deze organisatie" if event.is_in_company else ""),
        ("Accreditatie", event.accreditation),
        ("Organisatie", event.organisation.name if event.organisation else ""),
        ("Samen met", event.partners),
        ("Vragen aan", event.contact),
    ]
    return [(label, value) for label, value in rows if value]


def _tag_groups(event: Event) -> list[tuple[str, list[str]]]:
    groups = [(label, [lookup.label(scheme, code) for code in getattr(event, key)]) for key, scheme, label in _TAGS]
    groups.append(("Gebied", [lookup.area_label(code) for code in event.areas]))
    return [group for group in groups if group[1]]


def registration_page(registration: Registration, *, at: datetime) -> dict:
    """One's own registration, by its link: how it stands, why, and what one can do."""
    event = registration.event
    needs = getattr(registration, "needs", None)
    offered = registration.state == RegistrationState.OFFERED
    return {
        "registration": registration,
        "event": event,
        "when": when(event),
        "where": where(event),
        "position": _waits(registration),
        "rules": places.RULES,
        "needs": needs,
        "offer_holds": offered and registration.offer_until >= at,
        "is_over": at >= event.starts_at or event.state == EventState.CANCELLED,
        "can_evaluate": evaluating.can_evaluate(registration),
        "history": registration.history.all(),
        "code": registration.door_code if registration.state == RegistrationState.CONFIRMED else "",
        **_discount(registration, at),
    }


def _discount(registration: Registration, at: datetime) -> dict:
    """What the price is for this person, and what points could take off it."""
    offers = discounts.offers_for(registration, at=at)
    used = getattr(registration, "discount", None) if registration.event.takes_points else None
    kept = used if used and used.returned_at is None else None
    return {
        "price": price(registration.event) if registration.event.price_cents else "",
        "offers": offers,
        "balance": ledger.balance_of(registration.person) if offers else 0,
        "discount": kept,
        "to_pay": in_euros(registration.event.price_cents - kept.cents) if kept else "",
    }


def participants_page(event: Event) -> dict:
    """Everybody by state, for the organisers, with counts and which limit is in the way."""
    rows = list(event.registrations.select_related("needs", "person").order_by("created_at", "pk"))
    by_state = {state: [row for row in rows if row.state == state] for state in RegistrationState}
    waiting = sorted(by_state[RegistrationState.WAITING], key=lambda row: (row.waiting_since, row.pk))
    return {
        "event": event,
        "confirmed": by_state[RegistrationState.CONFIRMED],
        "requested": by_state[RegistrationState.REQUESTED],
        "waiting": waiting,
        "offered": by_state[RegistrationState.OFFERED],
        "others": [row for row in rows if row.state not in _SHOWN_APART],
        "figures": _figures(event, by_state),
        "blocking": _blocking(event, waiting),
    }


_SHOWN_APART = (
    RegistrationState.CONFIRMED,
    RegistrationState.REQUESTED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
)


def _figures(event: Event, by_state: dict) -> list[dict]:
    confirmed = by_state[RegistrationState.CONFIRMED]
    coming = sum(row.places for row in confirmed)
    return [
        {"label": "Ingeschreven", "value": coming, "note": _of(event.capacity)},
        {"label": "Aangeboden", "value": sum(row.places for row in by_state[RegistrationState.OFFERED])},
        {"label": "Op de wachtlijst", "value": sum(row.places for row in by_state[RegistrationState.WAITING])},
        {"label": "Wacht op goedkeuring", "value": len(by_state[RegistrationState.REQUESTED])},
        {"label": "Aanwezig", "value": sum(row.attended_at is not None for row in confirmed)},
    ]


def _of(capacity: int | None) -> str:
    return "geen grens" if capacity is None else f"van {capacity} plaatsen"


def _blocking(event: Event, waiting: list[Registration]) -> str:
    """Why nobody is promoted although somebody waits (hard case 16); empty when nobody waits."""
    if not waiting:
        return ""
    left = places.free(event)
    if event.state != EventState.OPEN:
        return "De inschrijving is niet open: er worden geen plaatsen aangeboden."
    if left is not None and left <= 0:
        return "Alle plaatsen zijn vergeven of aangeboden."
    if left is not None and waiting[0].places > left:
        return f"De eerste op de lijst vraagt {waiting[0].places} plaatsen; er zijn er {left} vrij."
    return "Er is te weinig tijd tot de inschrijving sluit om nog plaatsen aan te bieden."


def of_organisation(organisation, user) -> Section | None:
    """What an organisation has coming, for its page as a partner; None when there is nothing."""
    events = list(Event.objects.coming(timezone.now()).filter(organisation=organisation)[:_MOST_SIMILAR])
    if not events:
        return None
    cards = [card(event) for event in with_places_left(events)]
    return Section("Bijeenkomsten", "bijeenkomsten", "network/events/_section.html", {"cards": cards})


def could_join(*, themes: list[str], areas: list[str], around: date | None) -> list[Event]:
    """Events that a proposal could join (000 §2.4): same theme or area, in the same season; best fit first."""
    events: QuerySet[Event] = Event.objects.in_the_way()
    if around:
        middle = datetime(around.year, around.month, around.day, 12, tzinfo=AMSTERDAM)
        events = events.filter(starts_at__range=(middle - _FIT_WITHIN, middle + _FIT_WITHIN))
    wide = sorted({code for area in areas for code in lookup.area_with_ancestors(area)})
    events = events.filter(Q(themes__overlap=themes) | Q(areas__overlap=wide)) if themes or wide else events
    found = list(events.order_by("starts_at")[:200])
    found.sort(key=lambda event: -_fit(event, themes, wide))
    for event in found[:_MOST_SIMILAR]:
        event.reason = _reason(event, themes, wide)
    return found[:_MOST_SIMILAR]


def _fit(event: Event, themes: list[str], areas: list[str]) -> int:
    return 2 * len(set(event.themes) & set(themes)) + bool(set(event.areas) & set(areas))


def _reason(event: Event, themes: list[str], areas: list[str]) -> str:
    shared = [lookup.label("theme", code) for code in event.themes if code in themes]
    near = [lookup.area_label(code) for code in event.areas if code in areas]
    words = [f"ook over {', '.join(shared)}" if shared else "", f"ook in {', '.join(near)}" if near else ""]
    return capfirst(" en ".join(filter(None, words)) or "in dezelfde tijd")


def counts_by_state(user) -> dict[str, int]:
    rows = Event.objects.visible_to(user).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}
