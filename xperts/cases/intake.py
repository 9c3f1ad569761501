"""The structured pre-intake: what was done before, what is wished, and how it ends (domain.md §4, rule 1)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from servicedesk import workflow as questions
from servicedesk.enums import OPEN_STATES as OPEN_QUESTION
from servicedesk.enums import Outcome as QuestionOutcome
from servicedesk.enums import State as QuestionState
from xperts import deadlines
from xperts.cases import judging, keeping, notifications, permissions, wording, workflow
from xperts.cases.enums import Layer, Outcome, Stage
from xperts.cases.models import Case, Effort, Intake
from xperts.cases.models.dossier import INTAKE_TEXTS

MOST_EFFORTS = 30
_STEP = {Outcome.PREPARE: "prepare", Outcome.ANSWER: "answer", Outcome.COLLECTIVE: "make_collective"}
_QUESTION_ENDS = {
    Outcome.PREPARE: QuestionOutcome.TAILORED,
    Outcome.ANSWER: QuestionOutcome.ANSWERED,
    Outcome.COLLECTIVE: QuestionOutcome.COLLECTIVE,
}
_ABOUT = frozenset({"title", "themes", "areas", "sectors", "level"})


@dataclass(frozen=True)
class Tried:
    """Something that was consulted and applied, with what came of it."""

    layer: int
    what: str
    applied: str
    came_of_it: str
    url: str = ""


def _editable(case: Case, by) -> Case:
    held = workflow.held(case)
    if not permissions.can_edit_intake(by, held):
        raise PermissionDenied("De pre-intake is afgerond; dit kan niet meer worden gewijzigd.")
    return held


def save(case: Case, *, by, at: datetime, **values) -> None:
    """Keep what was found: what it is about (title, themes …) and the texts of the pre-intake; half full is fine."""
    about = {name: value for name, value in values.items() if name in _ABOUT}
    texts = {name: values[name].strip() for name, _ in INTAKE_TEXTS if name in values}
    with transaction.atomic():
        held = _editable(case, by)
        intake = held.intake
        for name, value in about.items():
            setattr(held, name, value)
        for name, value in texts.items():
            setattr(intake, name, value)
        found = wording.lexemes(held, intake)
        Case.objects.filter(pk=held.pk).update(changed_at=at, lexemes=found, **about)
        intake.save(update_fields=[*texts]) if texts else None


def add_effort(case: Case, tried: Tried, *, by, at: datetime) -> Effort:
    """Something that was tried. Raises ``ValidationError`` when it was not applied, or nothing is said of what came."""
    texts = {name: getattr(tried, name).strip() for name in ("what", "applied", "came_of_it")}
    if tried.layer not in Layer.values or not all(texts.values()):
        raise ValidationError("Schrijf wat er is geraadpleegd, hoe het is toegepast en wat ervan kwam.")
    with transaction.atomic():
        held = _editable(case, by)
        if held.efforts.count() >= MOST_EFFORTS:
            raise ValidationError(f"Hooguit {MOST_EFFORTS} regels: voeg samen wat bij elkaar hoort.")
        Case.objects.filter(pk=held.pk).update(changed_at=at)
        return Effort.objects.create(case=held, layer=tried.layer, url=tried.url, at=at, **texts)


def drop_effort(effort: Effort, *, by, at: datetime) -> None:
    with transaction.atomic():
        held = _editable(effort.case, by)
        Effort.objects.filter(pk=effort.pk).delete()
        Case.objects.filter(pk=held.pk).update(changed_at=at)


def missing(case: Case) -> list[str]:
    """What is still to be done before the case can go on to layer 3, as sentences; the last rule knows no exception."""
    empty = [str(Intake._meta.get_field(name).verbose_name) for name, _ in INTAKE_TEXTS]
    empty = [label for label, (name, _) in zip(empty, INTAKE_TEXTS, strict=True) if not getattr(case.intake, name)]
    told = [f"Schrijf nog op: {', '.join(empty)}."] if empty else []
    if not case.themes:
        told.append("Kies minstens één thema.")
    if case.contact_id is None:
        told.append("Kies een contactpersoon met een account.")
    if not any(row.signs for row in case.applicants.all()):
        told.append("Kies wie er tekent.")
    unjudged = judging.unjudged(case, Stage.PRE_INTAKE)
    if unjudged:
        told.append(f"Beoordeel nog: {'; '.join(unjudged)}.")
    layers = {row.layer for row in case.efforts.all()}
    return told + [
        f"Voeg iets toe uit laag {layer.value}: wat is geraadpleegd en toegepast, en wat kwam ervan?"
        for layer in Layer
        if layer not in layers
    ]


def conclude(case: Case, outcome: str, motivation: str, *, by, at: datetime) -> None:
    """End the pre-intake: on to diagnosis and application, answered, or together with others.

    Raises ``PermissionDenied``, ``ValidationError`` naming what is missing, ``StaleState``.
    """
    if outcome not in Outcome.values or not motivation.strip():
        raise ValidationError("Kies een uitkomst, en schrijf waarom. De vrager krijgt deze motivering.")
    with transaction.atomic():
        held = _editable(case, by)
        changes = _preparing(held, at=at) if outcome == Outcome.PREPARE else {}
        told = {"outcome": outcome, "motivation": motivation.strip(), "concluded_at": at, "concluded_by": by}
        Intake.objects.filter(case=held).update(**told)
        workflow.step(held, _STEP[Outcome(outcome)], by=by, at=at, note=motivation.strip(), **changes)
        notifications.concluded(held, at=at, outcome=outcome, motivation=motivation.strip())
        _end_question(held, outcome, by=by, at=at)


def _preparing(case: Case, *, at: datetime) -> dict:
    found = missing(case)
    if found:
        raise ValidationError(found)
    layers = list(case.efforts.values_list("layer", flat=True))
    return {
        "prepared_at": at,
        "diagnosis_due_at": deadlines.working_term(at, keeping.terms().diagnosis_days),
        "applied_things": layers.count(Layer.THINGS),
        "applied_meetings": layers.count(Layer.MEETINGS),
    }


def _end_question(case: Case, outcome: str, *, by, at: datetime) -> None:
    """The question goes on as this case, or is answered: the desk need not close it as well."""
    question = case.question
    if question and question.state in (*OPEN_QUESTION, QuestionState.ANSWERED):
        questions.close(question, _QUESTION_ENDS[Outcome(outcome)], by=by, at=at, note=case.reference)
