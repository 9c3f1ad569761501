"""What the pages of the steering show, fetched in one place; read-only."""

from datetime import date, datetime

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import local_date
from loket.monitoring.steering import kinds, permissions
from loket.monitoring.steering.enums import OVER_STATES, Outcome, Phase, RiskState
from loket.monitoring.steering.kinds import REGISTERS, Register
from loket.monitoring.steering.models import ActionPoint, Pilot, Risk, Steered
from loket.monitoring.steering.workflow import END
from loket.vocabulary import lookup

PAGE_SIZE = 25
SHOWN = 8
# From which score (chance × impact) a risk is shown as great, and as middling.
GREAT, MIDDLING = 15, 8
_ACTS = {
    "make": ("pencil", "Opgeschreven"),
    "change": ("pencil", "Gewijzigd"),
    "measure": ("shield-check", "Maatregel"),
    "reopen": ("undo-2", "Weer geopend"),
}


def tabs(current: str) -> list[dict]:
    """The pages of the steering, as tabs."""
    rows = [("Overzicht", "", reverse("steering"))]
    rows += [(row.many, row.slug, reverse("steered_list", args=[row.slug])) for row in REGISTERS.values()]
    rows += [("Adviesgroepen", "adviesgroepen", reverse("bodies_kept"))]
    return [{"label": label, "url": url, "is_current": slug == current} for label, slug, url in rows]


def status(item: Steered, today: date) -> dict[str, str]:
    """The state in words, for the badge; a pilot that ended says in what."""
    if item.is_late(today):
        return {"label": "Te laat" if not isinstance(item, Risk) else "Te bekijken", "kind": "danger"}
    if isinstance(item, Pilot) and item.outcome:
        kinds_of = {Outcome.STOP: "inactive", Outcome.ADJUST: "warning"}
        return {"label": Outcome(item.outcome).label, "kind": kinds_of.get(item.outcome, "success")}
    known = {"done": "success", "kept": "success", "ended": "success", "happened": "danger", "broken": "danger"}
    usual = "inactive" if item.is_over else "neutral"
    return {"label": item.get_state_display(), "kind": known.get(item.state, usual)}


def weight(risk: Risk) -> dict[str, str]:
    """How great a risk is, in words and as a kind of badge."""
    if risk.score >= GREAT:
        return {"label": f"Groot ({risk.score})", "kind": "danger"}
    if risk.score >= MIDDLING:
        return {"label": f"Middelgroot ({risk.score})", "kind": "warning"}
    return {"label": f"Klein ({risk.score})", "kind": "neutral"}


def line(item: Steered, today: date) -> dict:
    return {
        "item": item,
        "status": status(item, today),
        "weight": weight(item) if isinstance(item, Risk) else None,
        "areas": [lookup.area_label(code) for code in item.areas],
        "due": kinds.of(item).due,
    }


def ordered(rows: QuerySet, register: Register) -> QuerySet:
    """What waits first: risks by their weight, the rest by the last day."""
    rows = rows.select_related(*register.related).annotate(is_past=Q(state__in=sorted(OVER_STATES)))
    if register.model is Risk:
        return rows.order_by("is_past", -(F("chance") * F("impact")), "due_on", "pk")
    return rows.order_by("is_past", "due_on", "pk")


def list_page(register: Register, found, page_number: str | None, *, at: datetime) -> dict:
    page = Paginator(ordered(found.qs, register), PAGE_SIZE).get_page(page_number)
    today = local_date(at)
    return {
        "register": register,
        "filter": found,
        "is_filtered": any(value for key, value in found.data.items() if key != "pagina"),
        "page": page,
        "lines": [line(row, today) for row in page.object_list],
        "tabs": tabs(register.slug),
    }


def item_page(item: Steered, user, *, at: datetime) -> dict:
    """One of them: facts, what it can do next, and what happened."""
    register = kinds.of(item)
    steps = register.workflow.available(item, user)
    history = item.history.select_related("by").order_by("at", "pk")
    return line(item, local_date(at)) | {
        "register": register,
        "facts": facts(item),
        "events": [_event(row, register) for row in history],
        "steps": [step for step in steps if step.name != END],
        "can_end": any(step.name == END for step in steps),
        "can_steer": permissions.can_steer(user),
        "can_step": permissions.can_step(user, item),
        "measures": list(item.measures.order_by("pk")) if isinstance(item, Risk) else [],
        "is_risk": isinstance(item, Risk),
    }


def facts(item: Steered) -> list[tuple[str, str]]:
    register = kinds.of(item)
    rows = [
        ("Eigenaar", str(item.owner or "Niemand")),
        (register.due, long_date(item.due_on)),
        ("Begint op", long_date(item.starts_on)),
        ("Fase", item.get_phase_display()),
        ("Onderwerp", item.get_subject_display()),
        ("Samen met", item.with_whom),
        ("Gebied", ", ".join(lookup.area_label(code) for code in item.areas) or "Heel Nederland"),
        ("Bron", item.source),
    ]
    if isinstance(item, Risk):
        rows[:0] = [("Kans", item.get_chance_display()), ("Gevolg", item.get_impact_display())]
    if isinstance(item, Pilot):
        rows[2:2] = [("Beoogd bereik", f"{number(item.reach_planned)} professionals" if item.reach_planned else "")]
    if hasattr(item, "organisation"):
        rows[:0] = [("Partner", str(item.organisation))]
    return rows


def _event(row, register: Register) -> dict:
    step = register.workflow.transitions.get(row.act)
    icon, title = _ACTS.get(row.act, ("arrow-right", step.label if step else row.act))
    return {"icon": icon, "title": title, "at": row.at, "by": str(row.by or ""), "role": "", "text": row.note}


def overview_page(user, *, at: datetime) -> dict:
    """What is late and great, and how far each phase is."""
    today = local_date(at)
    risks = Risk.objects.exclude(state=RiskState.CLOSED)
    great = ordered(risks, REGISTERS[Risk.SLUG])[:SHOWN]
    return {
        "tabs": tabs(""),
        "figures": _figures(today),
        "phases": _phases(),
        "late": [line(item, today) for item in _late(today)],
        "risks": [line(item, today) for item in great],
        "matrix": risk_matrix(risks),
        "pilots": [line(item, today) for item in Pilot.objects.select_related("owner").order_by("-due_on")[:SHOWN]],
    }


def _late(today: date) -> list[Steered]:
    rows = [row for register in REGISTERS.values() for row in _first_late(register, today)]
    return sorted(rows, key=lambda row: row.due_on)[:SHOWN]


def _first_late(register: Register, today: date) -> QuerySet:
    return register.model.objects.overdue(today).select_related(*register.related)[:SHOWN]


def _figures(today: date) -> list[dict]:
    """One figure a register: what waits, and how much of it is late; each leads to its list."""
    made = []
    for register in REGISTERS.values():
        late = Count("pk", filter=Q(due_on__lt=today))
        found = register.model.objects.waiting().aggregate(open=Count("pk"), late=late)
        word = "te bekijken" if register.model is Risk else "te laat"
        made.append(
            {
                "label": f"{register.many} in de lijst",
                "value": number(found["open"]),
                "note": f"{number(found['late'])} {word}" if found["late"] else f"niets {word}",
                "url": reverse("steered_list", args=[register.slug]),
            }
        )
    return made


def _phases() -> list[dict]:
    """Of each phase how many action points are done; what was dropped does not count."""
    rows = ActionPoint.objects.exclude(state="dropped").order_by().values("phase")
    counted = rows.annotate(total=Count("pk"), done=Count("pk", filter=Q(state="done")))
    found = {row["phase"]: row for row in counted}
    return [
        {
            "id": f"fase-{phase.value}",
            "label": phase.label,
            "done": found.get(phase, {}).get("done", 0),
            "total": found.get(phase, {}).get("total", 0),
            "url": f"{reverse('steered_list', args=[ActionPoint.SLUG])}?phase={phase.value}",
        }
        for phase in Phase
    ]


def risk_matrix(risks: QuerySet) -> list[dict]:
    """Impact from great to small, and in each row how many risks per chance from small to great."""
    counted = risks.order_by().values_list("chance", "impact").annotate(Count("pk"))
    numbers = {(chance, impact): count for chance, impact, count in counted}
    return [
        {
            "impact": impact,
            "cells": [
                {"count": numbers.get((chance, impact), 0), "level": _level(chance * impact)} for chance in range(1, 6)
            ],
        }
        for impact in range(5, 0, -1)
    ]


def _level(score: int) -> str:
    if score >= GREAT:
        return "great"
    return "middling" if score >= MIDDLING else "small"
