"""What the pages of tailored advice need, fetched in one place; read-only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from xperts import deadlines
from xperts.cases import reports, similar
from xperts.cases.enums import OVER_STATES, State, Term
from xperts.cases.models import Case
from xperts.cases.workflow import CASES

PAGE_SIZE = 25
COUNTED = 1000
_LIST_NEEDS = ("contact", "handler", "organisation")
_KINDS = {
    State.PRE_INTAKE: "warning",
    State.WITH_KERNTEAM: "warning",
    State.GRANTED: "success",
    State.PUBLISHED: "success",
    State.REJECTED: "inactive",
    State.CLOSED: "inactive",
    State.WITHDRAWN: "inactive",
}
_HELPED = (State.GRANTED, State.PROPOSED, State.CONTRACT, State.RUNNING, State.EVALUATED)
PATH = (
    ("Pre-intake", (State.PRE_INTAKE,)),
    ("Diagnose en aanvraag", (State.PREPARING,)),
    ("Besluit", (State.WITH_KERNTEAM,)),
    ("Xpert en contract", (State.GRANTED, State.PROPOSED, State.CONTRACT)),
    ("Advies", (State.RUNNING,)),
    ("Terugkijken", (State.EVALUATED,)),
)
"""The path as people see it, with the states of each part."""


@dataclass(frozen=True)
class List:
    """A list of cases under a condition; what is over is not counted."""

    slug: str
    label: str
    condition: Callable[[datetime], Q]
    is_open: bool = True

    @property
    def name(self) -> str:
        return self.slug.replace("-", "_")


LISTS = (
    List("open", "Alle open", lambda at: Q()),
    List("te-laat", "Te laat", lambda at: Q(next_due_at__lt=at)),
    List("pre-intake", "Pre-intake", lambda at: Q(state=State.PRE_INTAKE)),
    List("voorbereiding", "In voorbereiding", lambda at: Q(state=State.PREPARING)),
    List("kernteam", "Bij het kernteam", lambda at: Q(state=State.WITH_KERNTEAM)),
    List("hulp", "Toegekend en bezig", lambda at: Q(state__in=_HELPED)),
    List("collectief", "Collectief", lambda at: Q(state=State.COLLECTIVE)),
    List("afgerond", "Afgerond", lambda at: Q(state__in=OVER_STATES), is_open=False),
)
BY_SLUG = {row.slug: row for row in LISTS}


class CappedPaginator(Paginator):
    """Counts to a thousand and no further, so that a page costs the same however many cases there are."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: COUNTED + 1].count()


def in_list(shown: List, at: datetime) -> QuerySet:
    """The cases of a list: what runs out first comes first, what is over by when it last changed."""
    order = ("next_due_at", "opened_at", "pk") if shown.is_open else ("-changed_at", "-pk")
    base = Case.objects.open() if shown.is_open else Case.objects.all()
    return base.filter(shown.condition(at)).select_related(*_LIST_NEEDS).defer("lexemes").order_by(*order)


def tabs(current: List, at: datetime) -> list[dict]:
    """The lists with how many are in each: one query over what is open."""
    counts = Case.objects.open().aggregate(
        **{row.name: Count("pk", filter=row.condition(at)) for row in LISTS if row.is_open and row.slug != "open"},
        open=Count("pk"),
    )
    return [
        {"label": row.label, "url": f"?lijst={row.slug}", "is_current": row == current, "count": counts.get(row.name)}
        for row in LISTS
    ]


def line(case: Case, at: datetime) -> dict:
    """One case in a list."""
    return {
        "case": case,
        "state": badge(case),
        "due": due(case, at),
        "themes": [similar.theme_label(code) for code in case.themes[:2]],
        "days": days_since_question(case, at),
    }


def badge(case: Case) -> dict:
    return {"label": case.get_state_display(), "kind": _KINDS.get(State(case.state), "neutral")}


def days_since_question(case: Case, at: datetime) -> int:
    """Calendar days from the question until the decision, or until now."""
    return (local_date(case.decided_at or at) - local_date(case.asked_at)).days


def due(case: Case, at: datetime) -> dict | None:
    """The term that runs, in words: days left, or days late."""
    if case.next_due_at is None:
        return None
    left = deadlines.days_left(case.next_due_at, at)
    term = case.term.label
    if case.is_late(at):
        label = f"{term}: {_days(max(1, -left))} te laat"
        return {"label": label, "kind": "danger", "icon": "alarm-clock-off"}
    told = "vandaag de laatste dag" if left == 0 else f"nog {_days(left)}"
    return {"label": f"{term}: {told}", "kind": "warning" if left <= 3 else "neutral", "icon": "clock"}


def _days(count: int) -> str:
    return f"{count} {'dag' if count == 1 else 'dagen'}"


def path(case: Case) -> dict:
    """Where on the path it is, for the component with the steps; past the last step it is done."""
    reached = next((n for n, (_, states) in enumerate(PATH, start=1) if case.state in states), None)
    ended = {State.PUBLISHED: len(PATH) + 1, State.REJECTED: 3, State.COLLECTIVE: 3, State.CLOSED: 1}
    if reached is None:
        reached = ended.get(case.state) or (3 if case.decision_due_at else 2 if case.prepared_at else 1)
    return {"number": reached, "steps": [(label, "") for label, _ in PATH]}


def terms(case: Case, at: datetime) -> list[dict]:
    """Each term of the case: its end, how it stands, and how it was computed."""
    met = case.prepared_at or _left_intake(case)
    rows = [_term(Term.INTAKE, case, case.intake_due_at, met, at) | _counted(case.opened_at, case.intake_due_at)]
    if case.diagnosis_due_at:
        how = _counted(case.prepared_at, case.diagnosis_due_at)
        rows.append(_term(Term.DIAGNOSIS, case, case.diagnosis_due_at, case.diagnosed_at, at) | how)
    if case.decision_due_at:
        how = f"{case.due_explained} De termijn staat nooit stil, ook niet bij een vraag aan de aanvrager."
        rows.append(_term(Term.DECISION, case, case.decision_due_at, case.decided_at, at) | {"how": how})
    return rows


def _counted(begun_at: datetime, due_at: datetime) -> dict:
    days = deadlines.working_days_in(begun_at, due_at)
    told = f"Begonnen op {long_date(begun_at)}; de termijn is {days} {'werkdag' if days == 1 else 'werkdagen'}."
    return {"how": f"{told} De dag van het begin telt niet mee."}


def _left_intake(case: Case) -> datetime | None:
    """When a pre-intake ended that did not lead on to the preparation."""
    return None if case.state == State.PRE_INTAKE else case.intake.concluded_at or case.changed_at


def _term(term: Term, case: Case, due_at: datetime, met_at: datetime | None, at: datetime) -> dict:
    if met_at:
        status = ("Op tijd", "success") if met_at <= due_at else ("Te laat", "danger")
    elif case.term != term:
        status = ("Vervallen", "inactive")
    else:
        told = due(case, at)
        status = (told["label"].partition(": ")[2].capitalize(), told["kind"])
    return {"label": term.label, "due": deadlines.in_words(due_at), "status": status[0], "kind": status[1]}


def facts(case: Case) -> list[tuple[str, str]]:
    """What it is about, as pairs."""
    return [
        ("Nummer", case.reference),
        ("Contact", str(case.contact or "nog niet gekozen")),
        ("Organisatie", str(case.organisation or "")),
        ("Thema's", ", ".join(map(similar.theme_label, case.themes))),
        ("Gebied", ", ".join(map(lookup.area_label, case.areas))),
        ("Sectoren", ", ".join(lookup.label("sector", code) for code in case.sectors)),
        ("Niveau", lookup.label("level", case.level) if case.level else ""),
        ("Behandelaar", str(case.handler or "")),
        ("Kader", f"toetsingskader, versie {case.framework.version}"),
    ]


def applicants(case: Case) -> list[dict]:
    """Who asks, each with what they are in it and their own hours."""
    return [
        {
            "row": row,
            "is_contact": row.person_id is not None and row.person_id == case.contact_id,
            "hours": number(row.minutes / 60, 0 if row.minutes % 60 == 0 else 1),
            "organisation": row.organisation_shown,
        }
        for row in case.applicants.select_related("organisation")
    ]


def history(case: Case) -> list[dict]:
    return [
        {"at": row.at, "by": row.by, "label": _label(row.act), "note": row.note}
        for row in case.history.select_related("by")[:40]
    ]


_ACTS = {"open": "Pre-intake begonnen", "place": "Aanvragers hebben een plaats"}


def _label(act: str) -> str:
    known = CASES.transitions.get(act)
    return known.label if known else _ACTS.get(act, act)


def judgements(case: Case, stages) -> list[dict]:
    """Per criterion the desk's judgement in each of these stages; ballots are never among them."""
    found = {(row.criterion_id, row.stage): row for row in case.judgements.filter(stage__in=stages, judge="")}
    return [
        {
            "criterion": row,
            "cells": [(stage.label, found.get((row.pk, stage))) for stage in stages],
            "is_judged": any((row.pk, stage) in found for stage in stages),
        }
        for row in case.framework.criteria.all()
    ]


def case_tabs(case: Case, current: str) -> list[dict]:
    """The pages of one case for the desk."""
    found = [("Overzicht", "case"), ("Pre-intake", "case_intake")]
    if case.state != State.PRE_INTAKE and case.prepared_at:
        found += [("Diagnose", "case_diagnosis"), ("Aanvraag", "case_application")]
    return [
        {"label": label, "url": reverse(name, args=[case.number]), "is_current": name == current}
        for label, name in found
    ]


def key_figures(at: datetime) -> list[dict]:
    """The promise in figures, for the head of the list."""
    found = reports.figures(at)
    share = "nog geen" if found.share_in_time is None else f"{found.share_in_time}%"
    waited = "–" if found.days_since_question is None else f"{number(found.days_since_question, 0)} dagen"
    return [
        {"label": "Open", "value": number(found.open), "url": "?lijst=open"},
        {"label": "Nu te laat", "value": number(found.late), "url": "?lijst=te-laat"},
        {"label": "Op tijd besloten", "value": share, "note": f"van {found.decided} besluiten in een jaar"},
        {"label": "Van vraag tot besluit", "value": waited, "note": "gemiddeld, met pre-intake en diagnose erbij"},
    ]


def can_withdraw(case: Case, user) -> bool:
    return CASES.can(case, "withdraw", user)


def can_close(case: Case, user) -> bool:
    return CASES.can(case, "close", user)
