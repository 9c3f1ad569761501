"""What the pages of the pool need, fetched in one place; read-only."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from loket.core import markdown
from loket.core.templatetags import formats
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from xperts.cases.enums import Form, State
from xperts.cases.models import Case
from xperts.pool import asking, facts, fairness, gate, granting, permissions, proposing, training, workflow
from xperts.pool.enums import AskState, Background, Part, Shown, TrainingKind, XpertState
from xperts.pool.models import Ask, Rules, Standing, Xpert
from xperts.pool.units import hours

SHOWN_HISTORY = 60
WORTH_TELLING = 50
"""A part of so many percents is a reason to tell the Xpert who is asked."""
STATUS_KINDS = {
    XpertState.NOMINATED: ("warning", "hourglass"),
    XpertState.ACTIVE: ("success", "circle-check"),
    XpertState.RESTING: ("neutral", "pause"),
    XpertState.LEFT: ("inactive", "log-out"),
    XpertState.REFUSED: ("inactive", "x"),
}
ASK_KINDS = {
    AskState.ASKED: ("warning", "hourglass"),
    AskState.ACCEPTED: ("success", "circle-check"),
    AskState.DECLINED: ("danger", "x"),
    AskState.LAPSED: ("danger", "clock-alert"),
    AskState.WITHDRAWN: ("inactive", "undo-2"),
}


def tabs(current: str, user) -> list[dict]:
    """The pages of the pool for who keeps or reads it."""
    rows = [("Register", "xpert_register"), ("Verzoeken", "xpert_asks"), ("Spreiding", "xpert_spread")]
    rows += [("Scholing", "team_training"), ("Werkwijze", "pool_rules"), ("Eerlijk gekozen", "pool_fairness")]
    keeps = permissions.keeps_pool(user)
    shown = [row for row in rows if keeps or row[1] in ("xpert_register", "xpert_spread", "pool_rules")]
    return [{"label": label, "url": reverse(name), "is_current": name == current} for label, name in shown]


def with_people(xperts: QuerySet) -> QuerySet:
    """With what the lists show of each, in the same query."""
    return xperts.select_related("person__organisation", "person__training_standing", "institute")


def badge(xpert: Xpert) -> dict:
    kind, icon = STATUS_KINDS[XpertState(xpert.state)]
    return {"label": xpert.get_state_display(), "kind": kind, "icon": icon}


def ask_badge(ask: Ask) -> dict:
    kind, icon = ASK_KINDS[AskState(ask.state)]
    return {"label": ask.get_state_display(), "kind": kind, "icon": icon}


def card(xpert: Xpert) -> dict:
    """An Xpert as everybody may see it in the list."""
    themes = xpert.themes if xpert.shows(Shown.THEMES) else []
    areas = xpert.areas if xpert.shows(Shown.AREAS) else []
    organisation = xpert.person.organisation if xpert.shows(Shown.ORGANISATION) else None
    return {
        "xpert": xpert,
        "themes": [lookup.label("theme", code) for code in themes[:4]],
        "areas": ", ".join(lookup.area_label(code) for code in areas[:3]),
        "organisation": organisation.name if organisation else "",
    }


def public_page(xpert: Xpert) -> dict:
    """All that somebody chose to show, and nothing more."""
    return {
        **card(xpert),
        "about": markdown.to_html(xpert.about) if xpert.shows(Shown.ABOUT) else "",
        "facts": [(label, ", ".join(values)) for label, what, values in _groups(xpert) if values and xpert.shows(what)],
    }


def _groups(xpert: Xpert) -> Iterable[tuple[str, Shown, list[str]]]:
    """(label, what it belongs to, words) of everything in lists on a profile."""

    def labels(scheme: str, codes: list[str]) -> list[str]:
        return [lookup.label(scheme, code) for code in codes]

    yield "Thema's", Shown.THEMES, labels("theme", xpert.themes)
    yield "Procesthema's", Shown.THEMES, labels("process-theme", xpert.process_themes)
    yield "Breed of diep", Shown.THEMES, [xpert.get_breadth_display()] if xpert.breadth else []
    yield "Achtergrond", Shown.METHODS, [str(Background(code).label) for code in xpert.backgrounds]
    yield "Vormen van hulp", Shown.METHODS, [str(Form(code).label) for code in xpert.forms]
    yield "Werkwijzen", Shown.METHODS, list(xpert.methods)
    yield "Competenties", Shown.METHODS, labels("competence", xpert.competences)
    yield "Sectoren", Shown.SECTORS, labels("sector", xpert.sectors)
    yield "Niveaus", Shown.SECTORS, labels("level", xpert.levels)
    yield "Gebied", Shown.AREAS, [lookup.area_label(code) for code in xpert.areas]
    yield "Talen", Shown.METHODS, list(xpert.languages)


def register_rows(xperts: Iterable[Xpert], *, at: datetime) -> list[dict]:
    """Lines of the register, with what needs attention."""
    loads, today = facts.loads(), local_date(at)
    return [
        {
            "xpert": xpert,
            "badge": badge(xpert),
            "themes": ", ".join(lookup.label("theme", code) for code in xpert.themes[:3]),
            "areas": ", ".join(lookup.area_label(code) for code in xpert.areas[:3]),
            "load": loads.get(xpert.pk, facts.Load()).number,
            "notes": _attention(xpert, today),
        }
        for xpert in xperts
    ]


def _attention(xpert: Xpert, today) -> list[str]:
    if not xpert.is_in_pool:
        return []
    until, found = gate.training_until(xpert), []
    if until is None or until < today:
        found.append("Scholing verlopen")
    if not xpert.trial_outcome and xpert.trial_ends_on < today:
        found.append("Proeftijd niet beoordeeld")
    if xpert.leave_asked_at:
        found.append("Wil stoppen")
    return found


def dossier_page(xpert: Xpert, user, *, at: datetime) -> dict:
    """Everything that the desk keeps of one Xpert, with the steps that this person may take."""
    assessments = list(xpert.assessments.filter(round=xpert.round).select_related("assessor"))
    nominated = xpert.state == XpertState.NOMINATED
    has_judged = any(row.assessor_id == user.pk for row in assessments)
    today = local_date(at)
    return {
        "xpert": xpert,
        "badge": badge(xpert),
        "about": markdown.to_html(xpert.about),
        "facts": [(label, ", ".join(values)) for label, _, values in _groups(xpert) if values],
        "practical": _practical(xpert),
        "interests": list(xpert.interests.all()),
        "availability": list(xpert.availability.all()),
        "assessments": assessments,
        "can_assess": nominated and permissions.can_assess(user, xpert) and not has_judged,
        "has_judged": has_judged,
        "steps": [step for step in workflow.XPERTS.available(xpert, user) if step.name != "nominate"],
        "asks": [{"ask": row, "badge": ask_badge(row)} for row in xpert.asks.select_related("case")[:20]],
        "history": list(xpert.history.select_related("by")[:SHOWN_HISTORY]),
        "can_edit": permissions.can_edit(user, xpert),
        "can_set_pay": permissions.can_set_pay(user, xpert),
        "judges_trial": permissions.can_judge_trial(user, xpert) and xpert.is_in_pool and not xpert.trial_outcome,
        "trial_is_over": bool(xpert.trial_ends_on and xpert.trial_ends_on < today),
        "keeps": permissions.keeps_pool(user),
    }


def _practical(xpert: Xpert) -> list[tuple[str, str]]:
    person, until = xpert.person, gate.training_until(xpert)
    rate = f"{formats.euro(xpert.rate_cents / 100)} per uur" if xpert.rate_cents is not None else ""
    a_month = f"{hours(xpert.minutes_a_month)} per maand" if xpert.minutes_a_month is not None else ""
    rows = [
        ("E-mailadres", person.email if person else xpert.nominee_email),
        ("Organisatie", person.organisation.name if person and person.organisation else ""),
        ("Betaling", xpert.get_delivery_display()),
        ("Tarief", rate),
        ("Instituut", xpert.institute.name if xpert.institute else ""),
        ("Beschikbaar", a_month),
        ("Tegelijk", str(xpert.most_at_once) if xpert.most_at_once else ""),
        ("In de pool sinds", formats.long_date(xpert.joined_on)),
        ("Proeftijd tot en met", formats.long_date(xpert.trial_ends_on)),
        ("Uitkomst proeftijd", xpert.get_trial_outcome_display()),
        ("Scholing tot en met", formats.long_date(until)),
        ("Zichtbaar voor iedereen", "Ja" if xpert.is_public else "Nee"),
    ]
    return [(label, value) for label, value in rows if value]


def own_page(xpert: Xpert, *, at: datetime) -> dict:
    """Somebody's own place in the pool."""
    asks = list(xpert.asks.select_related("case").order_by("-asked_at")[:30])
    return {
        "xpert": xpert,
        "badge": badge(xpert),
        "waiting": [row for row in asks if row.state == AskState.ASKED],
        "others": [{"ask": row, "badge": ask_badge(row)} for row in asks if row.state != AskState.ASKED],
        "practical": _practical(xpert),
        "missing": _missing(xpert),
        "standing": training_page(xpert.person, at=at)["standing"] if xpert.is_in_pool else None,
    }


def _missing(xpert: Xpert) -> list[str]:
    """What is still empty and would make a better match."""
    wanted = (
        ("headline", "in één zin wie u bent"),
        ("about", "welke vragen u hebt opgelost"),
        ("themes", "uw thema's"),
        ("forms", "welke vormen van hulp u geeft"),
        ("sectors", "uw sectoren"),
        ("areas", "uw gebied"),
    )
    found = [label for name, label in wanted if not getattr(xpert, name)]
    has_employer = xpert.person and xpert.person.organisation_id
    return found if has_employer else [*found, "waar u werkt (op uw gewone profiel)"]


def training_page(person, *, at: datetime) -> dict:
    """Somebody's hours of the last twelve months beside what is asked, and until when they are enough."""
    rules, minutes, today = Rules.objects.current(), training.last_year(person, at=at), local_date(at)
    standing = Standing.objects.filter(person=person).first()
    asked = {TrainingKind.TRAINING: rules.training_minutes, TrainingKind.INTERVISION: rules.intervision_minutes}
    return {
        "standing": standing,
        "is_lapsed": bool(standing and standing.until < today),
        "bars": [
            {"label": TrainingKind(kind).label, "minutes": minutes[kind], "asked": asked[kind]}
            for kind in TrainingKind.values
        ],
        "rows": list(person.xpert_trainings.all()[:100]),
    }


def weights(rules: Rules) -> list[tuple[str, int, int]]:
    """(part, weight, share in percents) in the order of the parts."""
    total = sum(rules.weights.values())
    return [(str(Part(part).label), weight, round(100 * weight / total)) for part, weight in rules.weights.items()]


def team(*, at: datetime) -> list[dict]:
    """Everybody whose hours are kept, who lapses first at the top; the desk too."""
    today = local_date(at)
    rows = Standing.objects.filter(person__is_active=True).select_related("person")
    return [{"standing": row, "is_lapsed": row.until < today} for row in rows[:500]]


def ask_page(ask: Ask, user, *, at: datetime) -> dict:
    """One ask, for the Xpert who answers or the desk that asked. Who the applicants are follows after a yes."""
    case = ask.case
    answers = permissions.answers(user, ask)
    is_open = ask.state == AskState.ASKED
    return {
        "ask": ask,
        "case": case,
        "badge": ask_badge(ask),
        "facts": _asked_facts(ask),
        "texts": _dossier_texts(case),
        "reasons": [row for row in _shown_parts(ask) if row[1] >= WORTH_TELLING or not answers],
        "answers": answers,
        "is_late": ask.is_late(at),
        "can_answer": answers and is_open and ask.due_at >= at and case.state == State.PROPOSED,
        "can_give_back": answers and ask.state == AskState.ACCEPTED and case.state in asking.UNDOABLE,
        "can_take_back": permissions.can_ask(user)
        and ask.state in (AskState.ASKED, AskState.ACCEPTED)
        and case.state in asking.UNDOABLE,
        "history": list(ask.history.select_related("by")),
        "keeps": permissions.keeps_pool(user),
    }


def _asked_facts(ask: Ask) -> list[tuple[str, str]]:
    case = ask.case
    organisations = {row.organisation.name for row in case.applicants.all() if row.organisation}
    rows = [
        ("Vorm van hulp", case.get_form_display() if case.form else ""),
        ("Uren voor u", hours(ask.minutes) if ask.minutes else ""),
        ("Thema's", ", ".join(lookup.label("theme", code) for code in case.themes)),
        ("Gebied", ", ".join(lookup.area_label(code) for code in case.areas)),
        ("Van", ", ".join(sorted(organisations))),
        ("Antwoord uiterlijk", formats.moment(ask.due_at)),
    ]
    return [(label, value) for label, value in rows if value]


def _dossier_texts(case: Case) -> list[tuple[str, str]]:
    """What the Xpert needs to answer; not who is involved."""
    intake, diagnosis, application = (getattr(case, name, None) for name in ("intake", "diagnosis", "application"))
    rows = [
        ("Wat de aanvrager wil bereiken", intake.wished_result if intake else ""),
        ("De situatie", diagnosis.situation if diagnosis else ""),
        ("Wat het tegenhoudt", diagnosis.obstacles if diagnosis else ""),
        ("Welke hulp is gevraagd", application.help_asked if application else ""),
        ("Wat de aanvrager zelf doet", application.own_share if application else ""),
    ]
    return [(label, text) for label, text in rows if text]


def _shown_parts(ask: Ask) -> list[tuple[str, int]]:
    """How well this Xpert fitted when asked: part and percent, the weightiest first."""
    parts, weights = ask.shown.get("parts", {}).get(str(ask.xpert_id), {}), ask.shown.get("weights", {})
    found = sorted(parts.items(), key=lambda row: -weights.get(row[0], 0))
    labels = dict(Part.choices)
    return [(str(labels.get(part, part)), round(100 * value)) for part, value in found]


def propose_page(case: Case, user, *, at: datetime) -> dict:
    """The proposal for a case with its earlier asks."""
    asks = list(Ask.objects.filter(case=case).select_related("xpert__person", "asked_by", "first__person"))
    open_asks = [row for row in asks if row.state in (AskState.ASKED, AskState.ACCEPTED)]
    wanted = granting.number_of_xperts(case)
    left = wanted - len(open_asks)
    is_open = case.state in asking.CHOOSABLE
    return {
        "case": case,
        "asks": [{"ask": row, "badge": ask_badge(row)} for row in asks],
        "seen": len(asks),
        "wanted": wanted,
        "left": left,
        "is_open": is_open,
        "can_choose": is_open and left > 0 and permissions.can_ask(user),
        "proposal": proposing.propose(case, at=at) if is_open and left > 0 else None,
    }


def looking() -> QuerySet:
    """The cases that were granted and wait for somebody to choose an Xpert, the longest first."""
    return Case.objects.filter(state=State.GRANTED).defer("lexemes").order_by("decided_at", "pk")


def asks_list(which: str) -> QuerySet:
    """The asks that wait, those that were accepted, or all; the nearest term first where one runs."""
    rows = Ask.objects.select_related("xpert__person", "case", "asked_by")
    if which == "wacht":
        return rows.waiting().order_by("due_at", "pk")
    return rows.accepted() if which == "ja" else rows


def nominees(user) -> QuerySet:
    """The nominations that still need somebody's judgement, and may have that of this person."""
    found = Xpert.objects.filter(state=XpertState.NOMINATED).exclude(Q(nominated_by=user) | Q(person=user))
    return found.exclude(assessments__assessor=user).select_related("person")


def fairness_page(year: int, *, at: datetime) -> dict:
    """The check of a year with its figures in words."""
    check = fairness.of_year(year, at=at)
    unmet = [f"{name} kreeg meer trajecten tegelijk dan het maximum toelaat." for name in check.unmet]
    if check.share is None:
        return {"check": check, "figures": [], "unmet": unmet}
    note = "van wat met dezelfde Xperts had gekund"
    figures = [
        {"label": "Kwaliteit gehaald", "value": f"{formats.number(check.share, 1)}%", "note": note},
        {"label": "Keuzes", "value": formats.number(check.number)},
        {"label": "Anders in de beste verdeling", "value": formats.number(len(check.others))},
        {"label": "Een ander dan de eerste gekozen", "value": formats.number(len(check.sentences))},
    ]
    return {"check": check, "figures": figures, "unmet": unmet}
