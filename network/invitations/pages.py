"""What the pages about invitations need, fetched in one place; read-only."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count

from loket.accounts.models import User
from loket.vocabulary import lookup
from network.directory import people as directory
from network.events.models import Event
from network.invitations import audience, permissions, workflow
from network.invitations.enums import Answer, LeftOut
from network.invitations.models import Invitation
from network.learning.models import Membership

PAGE_SIZE = 25
FEWEST_SHOWN = 5
"""Below this a figure could say who it was; organisers, who know each answer, see all."""
HIDDEN = None
ANSWERS = (Answer.YES, Answer.MAYBE, Answer.NO, Answer.COLLEAGUE, Answer.NONE)
_SEGMENTS = (("sector", "Sector"), ("level", "Niveau"))


def preview_page(event: Event, choice: audience.Choice, user, *, shown: str, number, at: datetime) -> dict:
    """Who and how many; ``shown`` is empty for who is invited, or a reason for leaving out."""
    counted = audience.counts(event, choice, at=at)
    people = audience.in_order(audience.chosen(event, choice, at=at).filter(left_out=shown))
    paginator = Paginator(people.select_related("organisation"), PAGE_SIZE)
    paginator.count = counted.get(shown, 0)
    page = paginator.get_page(number)
    left_out = [(name.value, name.label, counted[name]) for name in LeftOut if counted.get(name)]
    return {
        "expected": counted.get("", 0),
        "left_out": left_out,
        "left_out_total": sum(row[2] for row in left_out),
        "shown": shown,
        "page": page,
        "people": _people(list(page.object_list), event, choice, user, at),
    }


def _people(rows: list[User], event: Event, choice: audience.Choice, user, at: datetime) -> list[dict]:
    """Named only who can be found in the directory, with what they show there (hard case 39).

    Of the others what they were chosen by, and nothing that says who it is.
    """
    cards = directory.names_shown([row.pk for row in rows], user)
    networks = _networks(rows, choice)
    been = set()
    if choice.attended:
        here = audience.attended(event, choice, at=at).filter(person__in=rows)
        been = set(here.values_list("person_id", flat=True))
    return [_line(row, cards.get(row.pk), choice, networks.get(row.pk, []), row.pk in been) for row in rows]


def _line(row: User, card, choice: audience.Choice, networks: list[str], has_been: bool) -> dict:
    told = card or row
    elsewhere = [] if card else [*networks, *(["was eerder bij een bijeenkomst"] if has_been else [])]
    what = ", ".join(filter(None, (_label("sector", told.sector), _label("level", told.level))))
    return {"card": card, "what": what, "why": _why(told, choice, elsewhere)}


def _networks(rows: list[User], choice: audience.Choice) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if choice.networks:
        members = Membership.objects.active().filter(person__in=rows, network__in=choice.networks)
        for member in members.select_related("network"):
            found.setdefault(member.person_id, []).append(member.network.name)
    return found


def _why(told, choice: audience.Choice, elsewhere: list[str]) -> str:
    """Which part of the choice fits, as far as it may be told."""
    near = audience.within(choice.areas) if choice.areas else set()
    words = [
        _label("level", told.level) if choice.levels else "",
        _label("sector", told.sector) if choice.sectors else "",
        *(_label("theme", code) for code in told.themes if code in choice.themes),
        *(lookup.area_label(code) for code in told.areas if code in near),
        *elsewhere,
    ]
    return ", ".join(filter(None, words))


def _label(scheme: str, code: str) -> str:
    return lookup.label(scheme, code) if code else ""


def chosen_words(choice: audience.Choice) -> list[tuple[str, str]]:
    """What was chosen, as pairs of a label and words."""
    attended = {audience.SERIES: "Was bij deze reeks", audience.SAME_THEMES: "Was bij iets over dezelfde thema's"}
    rows = [
        ("Niveau", [_label("level", code) for code in choice.levels]),
        ("Sector", [_label("sector", code) for code in choice.sectors]),
        ("Thema's", [_label("theme", code) for code in choice.themes]),
        ("Gebied", [lookup.area_label(code) for code in choice.areas]),
        ("Netwerken", [f"{len(choice.networks)} gekozen"] if choice.networks else []),
        ("Eerder", [attended[choice.attended]] if choice.attended else []),
    ]
    return [(label, ", ".join(names)) for label, names in rows if names]


def overview_page(event: Event, user, number, *, at: datetime) -> dict:
    """Rounds, what was answered, and who can be reminded."""
    sees_all = permissions.can_read_all(user, event)
    context = {
        "event": event,
        "figures": _figures(event, sees_all=sees_all),
        "segments": response(event, sees_all=sees_all),
        "columns": ["Uitgenodigd", *(answer.label for answer in ANSWERS)],
        "sees_all": sees_all,
        "can_invite": permissions.can_invite(user, event),
    }
    return context | (_for_organisers(event, user, number, at) if sees_all else {})


def _for_organisers(event: Event, user, number, at: datetime) -> dict:
    due = workflow.can_be_reminded(event, at=at)
    page = Paginator(due, PAGE_SIZE).get_page(number)
    rows = list(page.object_list)
    cards = directory.names_shown([row.person_id for row in rows if row.person_id], user)
    return {
        "rounds": [(row, chosen_words(audience.Choice(**row.chosen))) for row in event.invitation_rounds.all()[:20]],
        "reminders": event.invitation_reminders.select_related("by")[:20],
        "page": page,
        "due": [{"row": row, "card": cards.get(row.person_id), "what": _segment_words(row)} for row in rows],
    }


def _segment_words(row: Invitation) -> str:
    return ", ".join(filter(None, (_label("sector", row.sector), _label("level", row.level))))


def _figures(event: Event, *, sees_all: bool) -> list[dict]:
    counted = _counted(event.invitations.all())
    total = sum(counted.values())
    cells = [total, *(counted.get(answer, 0) for answer in ANSWERS)]
    if not sees_all:
        cells = hide_small(cells)
    labels = ["Uitgenodigd", *(answer.label for answer in ANSWERS)]
    return [{"label": label, "value": _shown(value)} for label, value in zip(labels, cells, strict=True)]


def _counted(rows) -> dict[str, int]:
    return {row["answer"]: row["n"] for row in rows.order_by().values("answer").annotate(n=Count("pk"))}


def response(event: Event, *, sees_all: bool) -> list[dict]:
    """Per sector and per level: how many were invited and what they answered. Each cell as text; one query each."""
    tables = []
    for name, label in _SEGMENTS:
        rows = event.invitations.order_by().values(name, "answer").annotate(n=Count("pk"))
        found: dict[str, dict[str, int]] = {}
        for row in rows:
            found.setdefault(row[name], {})[row["answer"]] = row["n"]
        lines = [(_label(name, code) or "Niet bekend", _cells(found[code], sees_all)) for code in sorted(found)]
        tables.append({"label": label, "rows": lines})
    return tables


def _cells(counted: dict[str, int], sees_all: bool) -> list[str]:
    cells = [sum(counted.values()), *(counted.get(answer, 0) for answer in ANSWERS)]
    return [_shown(value) for value in (cells if sees_all else hide_small(cells))]


def _shown(value: int | None) -> str:
    return f"minder dan {FEWEST_SHOWN}" if value is HIDDEN else str(value)


def hide_small(cells: list[int]) -> list[int | None]:
    """A total and its parts without those that could say who it was.

    A part that is hidden alone follows from the total, so the smallest other part is hidden with it.
    """
    total, parts = cells[0], cells[1:]
    if total < FEWEST_SHOWN:
        return [HIDDEN] * len(cells)
    shown = [HIDDEN if 0 < part < FEWEST_SHOWN else part for part in parts]
    if shown.count(HIDDEN) == 1:
        others = [number for number, part in enumerate(shown) if part]
        if others:
            shown[min(others, key=lambda number: parts[number])] = HIDDEN
    return [total, *shown]
