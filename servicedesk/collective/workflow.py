"""Groups of questions that ask the same: suggested, confirmed by people, taken apart, settled.

What a settled group led to stands in ``settling``; how questions are found that ask the same in ``finding``.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.workflow import StaleState, Transition, Workflow
from servicedesk import alike
from servicedesk.collective import permissions
from servicedesk.collective.enums import GroupState, Standing
from servicedesk.collective.models import Group, GroupHistory, Member
from servicedesk.enums import State
from servicedesk.models import Question

S = GroupState
FEWEST = 2
GROUPS = Workflow(
    [
        Transition("confirm", frozenset({S.PROPOSED}), S.CONFIRMED, permissions.can_handle, "Bevestigen"),
        Transition("dismiss", frozenset({S.PROPOSED, S.CONFIRMED}), S.DISMISSED, permissions.can_handle, "Niet samen"),
        Transition("reopen", frozenset({S.DISMISSED}), S.PROPOSED, permissions.can_handle, "Toch samen"),
        Transition("settle", frozenset({S.CONFIRMED}), S.SETTLED, permissions.can_handle, "Afronden"),
        Transition("unsettle", frozenset({S.SETTLED}), S.CONFIRMED, permissions.can_handle, "Terughalen"),
    ],
    history=lambda: GroupHistory,
)


def _require_handler(by) -> None:
    if not permissions.can_handle(by):
        raise PermissionDenied("Alleen de servicedesk voegt vragen samen tot een groep.")


def propose(first: Question, others: Iterable[alike.Alike], *, by, at: datetime) -> Group:
    """Suggest that these ask the same. ``by`` is None for the nightly search."""
    others = list(others)
    lexemes = sorted(frozenset.union(*(row.lexemes for row in others)))[:100]
    facets = [list(facet) for facet in dict.fromkeys(facet for row in others for facet in row.facets)]
    with transaction.atomic():
        told = {"lexemes": lexemes, "facets": facets, "created_at": at, "changed_at": at}
        group = Group.objects.create(name=_name(first, others), **told)
        GroupHistory.objects.create(subject=group, at=at, by=by, act="propose", to_state=S.PROPOSED)
        Member.objects.create(group=group, question=first, by=by, at=at, reason="Hiermee is vergeleken.")
        for row in others:
            add(group, row, first=first, by=by, at=at)
    return group


def _name(first: Question, others: list[alike.Alike]) -> str:
    """The words that most of them share, below the theme."""
    counts: dict[str, int] = {}
    for row in others:
        for word in alike.surfaces(first, row.lexemes):
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], -len(word)))[:3]
    theme = next((alike.label(group, code) for row in others for group, code in row.facets if group == "theme"), "")
    told = f"{theme}: {', '.join(words)}" if theme else ", ".join(words).capitalize()
    return told[:160] or first.subject


def add(group: Group, row: alike.Alike, *, first: Question, by, at: datetime) -> None:
    """Suggest one more for a group; who is in it, or was put out, stays as it is."""
    told = {"reason": alike.reason(first, row.lexemes, row.facets).capitalize()[:300], "by": by, "at": at}
    Member.objects.get_or_create(group=group, question=row.question, defaults=told)


def confirm(group: Group, numbers: set[int], *, by, at: datetime) -> None:
    """These questions (by key) belong together, the others of the group do not.

    Raises ``ValidationError`` for fewer than two, or for one that is in another group; ``StaleState``.
    """
    _require_handler(by)
    with transaction.atomic():
        members = list(group.members.select_for_update(of=("self",)).select_related("question"))
        chosen = [row for row in members if row.question_id in numbers]
        if len(chosen) < FEWEST:
            raise ValidationError("Kies minstens twee vragen.")
        for row in chosen:
            _require_open(row.question)
        GROUPS.apply(group, "confirm", by=by, at=at, note=f"{len(chosen)} vragen", confirmed_at=at, changed_at=at)
        group.members.exclude(question__in=numbers).update(standing=Standing.OUT, by=by, at=at)
        _put_in(chosen, by=by, at=at)


def _require_open(question: Question) -> None:
    if question.anonymous_at or question.state in (State.CLOSED, State.MERGED):
        raise ValidationError(f"{question.reference} is {question.get_state_display().lower()}. Laat die vraag weg.")


def _put_in(members: list[Member], *, by, at: datetime) -> None:
    for row in members:
        try:
            with transaction.atomic():
                Member.objects.filter(pk=row.pk).update(standing=Standing.IN, by=by, at=at)
        except IntegrityError as error:
            other = row.question.groups.inside().filter(message=None).select_related("group").first()
            where = f" “{other.group}”" if other else ""
            raise ValidationError(f"{row.question.reference} hoort al bij de groep{where}.") from error


def put_in(group: Group, question: Question, *, by, at: datetime) -> None:
    """One more question, also one that was put out before."""
    _require_handler(by)
    _require_live(group)
    _require_open(question)
    with transaction.atomic():
        told = {"by": by, "at": at, "reason": "Erbij gezet."}
        row, _ = Member.objects.get_or_create(group=group, question=question, defaults=told)
        if row.message_id:
            raise ValidationError(f"{question.reference} is in deze groep al beantwoord.")
        if group.state == S.CONFIRMED:
            _put_in([row], by=by, at=at)
        else:
            Member.objects.filter(pk=row.pk).update(standing=Standing.SUGGESTED, by=by, at=at)
        note(group, "put_in", question.reference, by=by, at=at)


def split_off(group: Group, question: Question, *, by, at: datetime) -> None:
    """This question goes on by itself; what was answered already stays. Raises ``StaleState``."""
    _require_handler(by)
    _require_live(group)
    with transaction.atomic():
        row = group.members.filter(question=question, message=None).exclude(standing=Standing.OUT)
        if not row.update(standing=Standing.OUT, by=by, at=at):
            raise StaleState
        note(group, "split_off", question.reference, by=by, at=at)


def rename(group: Group, name: str, *, by, at: datetime) -> None:
    _require_handler(by)
    if name != group.name:
        Group.objects.filter(pk=group.pk).update(name=name, changed_at=at)
        note(group, "rename", f"{group.name} → {name}", by=by, at=at)
        group.name = name


def dismiss(group: Group, *, by, at: datetime) -> None:
    """They do not belong together after all, or not now; each goes on by itself."""
    with transaction.atomic():
        if group.members.answered().exists():
            raise ValidationError("Een deel van deze groep is al beantwoord. Haal de andere vragen eruit.")
        GROUPS.apply(group, "dismiss", by=by, at=at, changed_at=at)
        group.members.inside().update(standing=Standing.SUGGESTED)


def reopen(group: Group, *, by, at: datetime) -> None:
    GROUPS.apply(group, "reopen", by=by, at=at, changed_at=at)


def _require_live(group: Group) -> None:
    if group.state not in (S.PROPOSED, S.CONFIRMED):
        raise StaleState


def note(group: Group, act: str, told: str, *, by, at: datetime) -> None:
    states = {"from_state": group.state, "to_state": group.state}
    GroupHistory.objects.create(subject=group, at=at, by=by, act=act, note=told[:500], **states)
