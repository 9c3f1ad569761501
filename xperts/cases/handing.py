"""Diagnosis and application, in either order; with the later of the two the case goes to the kernteam by itself."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.working_days import AMSTERDAM, local_date
from xperts import deadlines
from xperts.cases import clock, judging, keeping, notifications, permissions, signals, wording, workflow
from xperts.cases.enums import Stage, Term
from xperts.cases.models import Applicant, Application, Case, Diagnosis, Rules
from xperts.cases.models.dossier import DIAGNOSIS_TEXTS

_CLOSES = time(17)
_APPLICATION_TEXTS = ("help_asked", "own_share", "costs")
_APPLICATION = frozenset({*_APPLICATION_TEXTS, "cents", "preferred_xpert", "preferred_kind", "helps_report"})


def save_diagnosis(case: Case, *, by, at: datetime, made_by=None, **texts: str) -> Diagnosis:
    """Keep the draft of a diagnosis; half full is fine. Raises ``PermissionDenied`` once it was filed."""
    with transaction.atomic():
        held = workflow.held(case)
        if not permissions.can_diagnose(by, held):
            raise PermissionDenied("De diagnose is al vastgelegd, of de aanvraag is nog niet zover.")
        told = {name: texts[name].strip() for name, _ in DIAGNOSIS_TEXTS if name in texts}
        diagnosis, _ = Diagnosis.objects.update_or_create(
            case=held, defaults={**told, "made_by": made_by or by, "saved_at": at}
        )
        found = wording.lexemes(held, held.intake, diagnosis)
        Case.objects.filter(pk=held.pk).update(changed_at=at, lexemes=found)
        signals.case_changed.send(Case, case=held, by=by, at=at)
    return diagnosis


def file_diagnosis(case: Case, *, by, at: datetime, made_on: date) -> None:
    """The diagnosis is made, on this day. Filing twice is as once.

    Raises ``PermissionDenied``, ``ValidationError`` for what is missing, or a day in the future or before the opening.
    """
    with transaction.atomic():
        held = workflow.held(case)
        if held.diagnosed_at is not None and permissions.is_desk(by):
            return
        if not permissions.can_diagnose(by, held):
            raise PermissionDenied("De diagnose kan nu niet worden vastgelegd.")
        made_at = _moment_of(held, made_on, at=at)
        _require_diagnosis(held)
        Diagnosis.objects.filter(case=held).update(made_at=made_at, filed_at=at, saved_at=at)
        workflow.note_lateness(held, Term.DIAGNOSIS, held.diagnosis_due_at, ended_at=made_at, at=at)
        if held.applied_at is None:
            notifications.diagnosed(held, at=at)
        _arrived(held, by=by, at=at, diagnosed_at=made_at)


def _moment_of(case: Case, day: date, *, at: datetime) -> datetime:
    """The moment of a diagnosis of which only the day is known: now, or when the office closed that day."""
    today, opened = local_date(at), local_date(case.opened_at)
    if day > today:
        raise ValidationError("De diagnose kan niet in de toekomst zijn gesteld. Kies vandaag of een eerdere dag.")
    if day < opened:
        raise ValidationError("De diagnose kan niet eerder zijn gesteld dan de pre-intake begon.")
    return at if day == today else max(case.opened_at, datetime.combine(day, _CLOSES, AMSTERDAM))


def _require_diagnosis(case: Case) -> None:
    diagnosis = Diagnosis.objects.filter(case=case).first()
    empty = [
        str(Diagnosis._meta.get_field(name).verbose_name)
        for name, _ in DIAGNOSIS_TEXTS
        if not (diagnosis and getattr(diagnosis, name))
    ]
    if empty:
        raise ValidationError(f"De diagnose is nog niet compleet. Schrijf nog op: {', '.join(empty)}.")
    judging.require_all(case, Stage.DIAGNOSIS)


def save_application(case: Case, *, by, at: datetime, hours: Mapping[int, int] | None = None, **values) -> Application:
    """Keep the draft of an application; half full is fine.

    ``hours``: minutes of own effort by number of applicant. Raises ``PermissionDenied`` once it was filed.
    """
    with transaction.atomic():
        held = workflow.held(case)
        if not permissions.can_apply(by, held):
            raise PermissionDenied("U kunt deze aanvraag nu niet wijzigen.")
        told = {name: value for name, value in values.items() if name in _APPLICATION}
        application, _ = Application.objects.update_or_create(case=held, defaults={**told, "saved_at": at})
        for number, minutes in (hours or {}).items():
            Applicant.objects.filter(case=held, pk=number).update(minutes=minutes)
        Case.objects.filter(pk=held.pk).update(changed_at=at)
    return application


def file_application(case: Case, *, by, at: datetime, rules: Rules | None) -> None:
    """The asker applies and accepts this version of the rules of the game. Filing twice is as once.

    Raises ``PermissionDenied``, ``ValidationError`` naming what is missing, also when the rules changed meanwhile.
    """
    with transaction.atomic():
        held = workflow.held(case)
        if held.applied_at is not None and permissions.is_asker(by, held):
            return
        if not permissions.can_apply(by, held):
            raise PermissionDenied("U kunt deze aanvraag nu niet indienen.")
        application = Application.objects.filter(case=held).first()
        missing = application_missing(held, application, rules)
        if missing:
            raise ValidationError(missing)
        minutes = sum(held.applicants.values_list("minutes", flat=True))
        filed = {"rules": rules, "minutes": minutes, "filed_at": at, "filed_by": by, "saved_at": at}
        Application.objects.filter(case=held).update(**filed)
        if held.diagnosed_at is None:
            notifications.applied(held, at=at)
        _arrived(held, by=by, at=at, applied_at=at)


def application_missing(case: Case, application: Application | None, rules: Rules | None) -> list[str]:
    """What an application lacks, as sentences for the asker."""
    given = application or Application(case=case)
    empty = [
        str(Application._meta.get_field(name).verbose_name)
        for name in _APPLICATION_TEXTS
        if not getattr(given, name).strip()
    ]
    told = [f"Schrijf nog op: {', '.join(empty)}."] if empty else []
    if given.cents is None:
        told.append("Vul in hoeveel u zelf bijdraagt. Nul mag ook.")
    if given.helps_report is None:
        told.append("Kies of u meehelpt met een verslag.")
    without = list(case.applicants.filter(minutes=0).values_list("name", flat=True))
    if without:
        told.append(f"Vul het aantal uren in van {', '.join(without)}.")
    if rules is None:
        told.append("Lees de spelregels en vink aan dat u ermee akkoord gaat.")
    elif rules != keeping.rules():
        told.append("De spelregels zijn net gewijzigd. Lees de nieuwe versie en vink opnieuw aan dat u akkoord gaat.")
    return told


def _arrived(case: Case, *, by, at: datetime, **moment: datetime) -> None:
    """One of the two is there. With both the case is handed over, in the one statement that also sets the clock."""
    both = {"diagnosed_at": case.diagnosed_at, "applied_at": case.applied_at} | moment
    if all(both.values()):
        workflow.step(case, "hand_over", by=by, at=at, decision_due_at=deadlines.decision_due(**both), **moment)
        notifications.handed_over(case, at=at)
        return
    values = {"diagnosis_due_at": case.diagnosis_due_at, **both}
    told = {"changed_at": at, **moment, **clock.marks(case.state, values)}
    Case.objects.filter(pk=case.pk).update(**told)
    for name, value in told.items():
        setattr(case, name, value)
    signals.case_changed.send(Case, case=case, by=by, at=at)
