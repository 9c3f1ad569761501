"""What editors do with a white spot: a synonym, a wanted entry or nothing; each can be taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.catalogue.enums import Kind
from loket.catalogue.gaps import permissions
from loket.catalogue.gaps.enums import SETTLED_STATES, GapState, WantedState
from loket.catalogue.gaps.models import Gap, GapHistory, Wanted, WantedHistory
from loket.core.workflow import StaleState, Transition, Workflow
from loket.search import keeping, trial
from loket.search.models import SynonymGroup

# So many other questions are tried with a new synonym, the most asked first: each costs a search.
MOST_TRIED = 20

_OPEN = frozenset({GapState.OPEN})
GAPS = Workflow(
    [
        Transition("make_synonym", _OPEN, GapState.SYNONYM, permissions.can_settle, "Synoniem maken"),
        Transition("want", _OPEN, GapState.WANTED, permissions.can_settle, "Op de lijst met gezocht zetten"),
        Transition("dismiss", _OPEN, GapState.NOTHING, permissions.can_settle, "Niets doen"),
        Transition("reopen", frozenset(SETTLED_STATES), GapState.OPEN, permissions.can_settle, "Opnieuw bekijken"),
        Transition(
            "find",
            frozenset({GapState.OPEN, GapState.WANTED}),
            GapState.FOUND,
            permissions.by_itself,
            "Vindt nu iets",
        ),
        Transition(
            "ask_again",
            frozenset({GapState.SYNONYM, GapState.FOUND}),
            GapState.OPEN,
            permissions.by_itself,
            "Weer zonder resultaat",
        ),
    ],
    history=lambda: GapHistory,
)
_LISTED = frozenset({WantedState.FREE, WantedState.CLAIMED})
WANTED = Workflow(
    [
        Transition("claim", frozenset({WantedState.FREE}), WantedState.CLAIMED, permissions.can_claim, "Ik maak dit"),
        Transition(
            "give_back",
            frozenset({WantedState.CLAIMED}),
            WantedState.FREE,
            permissions.can_give_back,
            "Ik maak dit toch niet",
        ),
        Transition("lapse", frozenset({WantedState.CLAIMED}), WantedState.FREE, permissions.by_itself, "Verlopen"),
        Transition("fulfil", _LISTED, WantedState.FULFILLED, permissions.by_itself, "Dit is er al"),
        Transition(
            "withdraw",
            frozenset({WantedState.FREE, WantedState.FULFILLED}),
            WantedState.WITHDRAWN,
            permissions.can_settle,
            "Van de lijst halen",
        ),
        Transition(
            "list_again",
            frozenset({WantedState.WITHDRAWN, WantedState.FULFILLED}),
            WantedState.FREE,
            permissions.can_settle,
            "Weer op de lijst zetten",
        ),
    ],
    history=lambda: WantedHistory,
)


@dataclass(frozen=True)
class Preview:
    """What a synonym would change: what the question then finds, and which others find something too."""

    found: trial.Found
    others: list[tuple[Gap, trial.Found]]


def check_terms(asked: str, known: str) -> None:
    """Raises ``ValidationError`` when these two make no synonym."""
    for term in (asked, known):
        if not trial.takes_part(term):
            raise ValidationError(f"Op “{term}” zoekt het loket niet: het is geen woord dat meetelt.")
    if trial.are_the_same(asked, known):
        raise ValidationError("Dit is voor het zoeken al hetzelfde woord. Kies een ander woord.")


def preview(gap: Gap, terms: list[str], direction: str, *, today: date) -> Preview:
    """Search with the synonym as if it were in force; nothing is written. At most 1 + 20 searches."""
    tried = trial.Trial(terms, direction)
    concerned = [other for other in Gap.objects.open().exclude(pk=gap.pk) if tried.concerns(other.text)]
    answers = [(other, tried.finds(other.text, today)) for other in concerned[:MOST_TRIED]]
    return Preview(tried.finds(gap.text, today), [(other, found) for other, found in answers if found.count])


def make_synonym(gap: Gap, terms: list[str], direction: str, *, by, at: datetime, today: date) -> list[Gap]:
    """Put the synonym in force at once, and settle every question that then finds something; returns those.

    Raises ``ValidationError`` when the question still finds nothing.
    """
    check_terms(*terms)
    with transaction.atomic():
        change = preview(gap, terms, direction, today=today)
        if not change.found.count:
            raise ValidationError("Ook met dit synoniem vindt deze zoekvraag niets. Kies een ander woord.")
        group = SynonymGroup(terms=terms, direction=direction)
        keeping.save_group(group, at)
        settled = [gap, *(other for other, _ in change.others)]
        for each in settled:
            GAPS.apply(each, "make_synonym", by=by, at=at, note=" = ".join(terms), synonym=group)
    return settled


def want(gap: Gap, *, title: str, why: str, kind: str, lists: dict[str, list[str]], by, at: datetime) -> Wanted:
    """Put an entry that should be there on the public list, and settle the question with it."""
    with transaction.atomic():
        GAPS.apply(gap, "want", by=by, at=at, note=title)
        return list_wanted(title=title, why=why, kind=kind, lists=lists, by=by, at=at, gap=gap)


def list_wanted(
    *, title: str, why: str, kind: str, lists: dict[str, list[str]], by, at: datetime, gap: Gap | None = None
) -> Wanted:
    """Put an entry that should be there on the public list."""
    if not permissions.can_settle(by):
        raise PermissionDenied("Alleen de redactie zet iets op de lijst.")
    told = {"title": title.strip(), "why": why.strip(), "kind": Kind(kind), "lists": lists}
    return Wanted.objects.create(gap=gap, created_by=by, created_at=at, **told)


def dismiss(gap: Gap, *, reason: str, by, at: datetime) -> None:
    """Nothing has to be done. Raises ``ValidationError`` without a reason."""
    if not reason.strip():
        raise ValidationError("Schrijf waarom hier niets voor nodig is.")
    GAPS.apply(gap, "dismiss", by=by, at=at, note=reason.strip())


def find(gap: Gap, *, note: str, at: datetime) -> None:
    """Something is there now."""
    GAPS.apply(gap, "find", by=None, at=at, note=note)


def reopen(gap: Gap, *, by, at: datetime) -> list[Gap]:
    """Take back what was done: the synonym with all that it settled, or the wanted entry. Returns what is open again.

    Raises ``ValidationError`` when somebody is making the entry, ``StaleState`` when the synonym was changed since.
    """
    with transaction.atomic():
        if gap.state == GapState.SYNONYM and gap.synonym_id:
            return _take_back_synonym(gap, by=by, at=at)
        if gap.state == GapState.WANTED:
            _take_off_list(gap, by=by, at=at)
        GAPS.apply(gap, "reopen", by=by, at=at)
    return [gap]


def _take_back_synonym(gap: Gap, *, by, at: datetime) -> list[Gap]:
    group = SynonymGroup.objects.select_for_update().filter(pk=gap.synonym_id).first()
    made = gap.history.filter(act="make_synonym").first()
    if group is None or (made and group.changed_at != made.at):
        raise StaleState
    together = list(Gap.objects.filter(synonym=group, state=GapState.SYNONYM))
    for each in together:
        GAPS.apply(each, "reopen", by=by, at=at, synonym=None)
    keeping.delete_group(group)
    gap.refresh_from_db()
    return together


def _take_off_list(gap: Gap, *, by, at: datetime) -> None:
    for wanted in gap.wanted.exclude(state=WantedState.WITHDRAWN):
        if wanted.state == WantedState.CLAIMED:
            raise ValidationError("Iemand maakt dit al. Vraag eerst of die ermee wil stoppen.")
        WANTED.apply(wanted, "withdraw", by=by, at=at)


def list_again(wanted: Wanted, *, by, at: datetime) -> None:
    """Undo taking off the list or finding. Raises ``StaleState`` when something else came on the list for its gap."""
    try:
        with transaction.atomic():
            WANTED.apply(wanted, "list_again", by=by, at=at, entry=None, maker=None)
    except IntegrityError as error:  # gap_wanted_once
        raise StaleState from error
