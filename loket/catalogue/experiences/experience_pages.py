"""What the pages about experiences need, fetched in one place; read-only."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator

from loket.catalogue import differences
from loket.catalogue.experiences import permissions, questions, reports
from loket.catalogue.experiences.enums import QUEUE_STATES, USED_KINDS, Again, ExperienceState
from loket.catalogue.experiences.models import Experience, UsefulVote
from loket.catalogue.experiences.workflow import EXPERIENCES
from loket.catalogue.models import Entry
from loket.vocabulary import lookup

ON_ENTRY = 2
PER_PAGE = 10
QUEUE_PER_PAGE = 25


@dataclass(frozen=True)
class Card:
    """A public experience as everybody reads it; ``useful`` is how many people found it so."""

    experience: Experience
    told: list[tuple[str, str]]
    again: str
    is_positive: bool
    where: str
    period: str
    name: str
    useful: int
    can_vote: bool
    has_voted: bool
    can_contact: bool


def card(experience: Experience, user, *, voted: frozenset[int] = frozenset()) -> Card:
    """``experience`` with ``useful`` (``with_votes``), author and organisation."""
    shown = experience.shown
    organisation = experience.organisation.name if experience.organisation else shown["organisation"]
    places = [organisation, *map(lookup.area_label, experience.areas)]
    return Card(
        experience=experience,
        told=questions.told(shown),
        again=questions.words(shown, "again"),
        is_positive=shown["again"] in (Again.SURELY, Again.ADAPTED),
        where=", ".join(filter(None, places)),
        period=questions.period(shown),
        name=experience.shown_name,
        useful=experience.useful,
        can_vote=permissions.can_vote(user, experience),
        has_voted=experience.pk in voted,
        can_contact=permissions.can_contact(user, experience),
    )


def cards(experiences, user) -> list[Card]:
    """Two queries, whatever their number."""
    rows = list(experiences.select_related("author", "organisation"))
    voted: frozenset[int] = frozenset()
    if user.is_authenticated and rows:
        votes = UsefulVote.objects.filter(voter=user, experience__in=[row.pk for row in rows])
        voted = frozenset(votes.values_list("experience", flat=True))
    return [card(row, user, voted=voted) for row in rows]


def of_entry(entry: Entry):
    """The public experiences with an entry: the most useful first, then the newest."""
    return Experience.objects.public().filter(entry=entry).with_votes().order_by("-useful", "-shown_at", "-pk")


def panel(entry: Entry, user) -> dict | None:
    """On the page of an entry: the first few, and what people answer to *would you use it again*."""
    if entry.kind not in USED_KINDS:
        return None
    found = reports.verdicts([entry.pk]).get(entry.pk)
    own = Experience.objects.filter(entry=entry, author=user).first() if user.is_authenticated else None
    return {
        "verdicts": found,
        "cards": cards(of_entry(entry)[:ON_ENTRY], user) if found else [],
        "own": own,
    }


def entry_page(entry: Entry, user, number: str | None) -> dict:
    page = Paginator(of_entry(entry), PER_PAGE).get_page(number)
    own = Experience.objects.filter(entry=entry, author=user).first() if user.is_authenticated else None
    return {
        "entry": entry,
        "verdicts": reports.verdicts([entry.pk]).get(entry.pk),
        "page": page,
        "cards": cards(page.object_list, user),
        "own": own,
        "can_share": entry.kind in USED_KINDS,
    }


def experience_page(experience: Experience, user, today: date) -> dict:
    """An experience: public, or as its author and the editors see it, with steps and what differs."""
    is_author = permissions.is_author(user, experience)
    is_judge = permissions.is_editor(user) and experience.state in QUEUE_STATES
    sees_text = is_author or is_judge or not experience.is_public
    answers = experience.answers if sees_text else {}
    is_changed = experience.is_public and sees_text and answers != experience.shown
    voted = UsefulVote.objects.filter(voter=user, experience=experience) if user.is_authenticated else None
    has_voted = voted is not None and voted.exists()
    return {
        "experience": experience,
        "entry": experience.entry,
        "card": card(experience, user, voted=frozenset({experience.pk}) if has_voted else frozenset())
        if experience.is_public
        else None,
        "answers": [] if is_changed else _rows(answers) if sees_text and not experience.is_public else [],
        "differences": _differences(experience) if is_changed else [],
        "is_author": is_author,
        "is_editor": permissions.is_editor(user),
        "is_late": experience.is_late(today),
        "steps": EXPERIENCES.available(experience, user),
        "history": experience.history.select_related("by") if is_author or permissions.is_editor(user) else [],
    }


def _rows(answers: dict) -> list[tuple[str, str]]:
    rows = [(label, questions.words(answers, key)) for key, label in questions.LABELS.items()]
    return [(label, text) for label, text in rows if text]


def _differences(experience: Experience) -> list[tuple[str, list]]:
    """(label, pieces) of each answer that is no longer the public one."""
    found = []
    for key, label in questions.LABELS.items():
        before, after = questions.words(experience.shown, key), questions.words(experience.answers, key)
        if before != after:
            found.append((label, differences.words(before, after)))
    return found


def queue(number: str | None, state: str) -> dict:
    """What waits for an editor, the oldest first."""
    waiting = Experience.objects.in_queue().select_related("entry", "author").order_by("due_on", "submitted_at")
    counts = {value: waiting.filter(state=value).count() for value in QUEUE_STATES}
    state = state if state in counts else ExperienceState.SUBMITTED
    page = Paginator(waiting.filter(state=state), QUEUE_PER_PAGE).get_page(number)
    tabs = [
        {
            "label": ExperienceState(value).label.capitalize(),
            "url": f"?stand={value}",
            "is_current": value == state,
            "count": counts[value],
        }
        for value in QUEUE_STATES
    ]
    return {"page": page, "tabs": tabs}
