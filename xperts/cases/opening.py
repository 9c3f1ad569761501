"""A pre-intake begins, from a question of the servicedesk; and who asks with it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts import organisations
from loket.accounts.models import User
from servicedesk.models import Question
from xperts import deadlines
from xperts.cases import clock, keeping, notifications, numbering, permissions, wording, workflow
from xperts.cases.enums import State
from xperts.cases.models import Applicant, Case, CaseHistory, Intake

MOST_APPLICANTS = 12
MOST_MINUTES = 1000 * 60


@dataclass(frozen=True)
class Asker:
    """Somebody who asks along: by the e-mail address of an account, else by name."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    minutes: int = 0
    signs: bool = False


def begin(question: Question, *, by, at: datetime, title: str = "", contact: User | None = None) -> Case:
    """Begin the pre-intake of a question, with its number and its term. A second time gives the case of the first.

    Raises ``PermissionDenied`` for who is not of the desk, ``ValidationError`` while the question behind the question
    was not written down.
    """
    if not permissions.is_desk(by):
        raise PermissionDenied("Alleen de servicedesk begint een pre-intake.")
    if not question.found.strip():
        raise ValidationError("Schrijf eerst de vraag achter de vraag op. Zonder die kan een pre-intake niet beginnen.")
    with transaction.atomic():
        series = numbering.hold(at)
        known = Case.objects.open().filter(question=question).first()
        if known:
            return known
        case = _written(question, numbering.take(series), by=by, at=at, title=title, contact=contact)
        Intake.objects.create(case=case, own_efforts=question.guide_tried, wished_result=question.guide_outcome)
        _first_applicant(case, question)
        CaseHistory.objects.create(subject=case, at=at, by=by, act="open", to_state=State.PRE_INTAKE)
        notifications.opened(case, at=at)
    return case


def _written(question: Question, number: int, *, by: User, at: datetime, title: str, contact: User | None) -> Case:
    contact = contact or question.asker
    due = {"intake_due_at": deadlines.working_term(at, keeping.terms().intake_days)}
    case = Case(
        number=number,
        framework=keeping.framework_in_force(at=at),
        question=question,
        contact=contact,
        handler=by,
        organisation=question.organisation or (contact.organisation if contact else None),
        title=(title.strip() or question.subject)[:160],
        themes=question.themes,
        areas=question.areas or (contact.areas if contact else []),
        sectors=[contact.sector] if contact and contact.sector else [],
        level=contact.level if contact else "",
        asked_at=question.asked_at,
        opened_at=at,
        changed_at=at,
        **due,
        **clock.marks(State.PRE_INTAKE, due),
    )
    case.lexemes = wording.lexemes(case)
    case.save(force_insert=True)
    return case


def _first_applicant(case: Case, question: Question) -> None:
    person = case.contact
    name = str(person) if person else question.asker_name or "Naam nog onbekend"
    told = {"organisation": case.organisation, "organisation_name": question.organisation_name}
    Applicant.objects.create(case=case, person=person, name=name[:120], signs=True, **told)


def add_applicant(case: Case, asker: Asker, *, by, at: datetime) -> Applicant:
    """Somebody asks along. Raises ``PermissionDenied``, ``ValidationError`` for an unknown account or a double."""
    with transaction.atomic():
        held = _editable(case, by)
        if held.applicants.count() >= MOST_APPLICANTS:
            raise ValidationError(f"Hooguit {MOST_APPLICANTS} mensen vragen samen advies aan.")
        values = _values(asker)
        try:
            with transaction.atomic():
                if asker.signs:
                    held.applicants.update(signs=False)
                added = Applicant.objects.create(case=held, **values)
        except IntegrityError:  # the constraint applicant_once
            raise ValidationError("Deze persoon staat er al bij.") from None
        if held.contact_id is None and added.person_id:
            _make_contact(held, added, at=at)
    return added


def _values(asker: Asker) -> dict:
    person = _account(asker.email) if asker.email else None
    name = asker.name.strip() or (str(person) if person else "")
    if not name:
        raise ValidationError("Schrijf een naam op, of het e-mailadres van iemand met een account.")
    named = asker.organisation.strip()
    own = person.organisation if person and not named else None
    return {
        "person": person,
        "name": name[:120],
        "organisation": organisations.find(named) if named else own,
        "organisation_name": named[:200],
        "minutes": min(asker.minutes, MOST_MINUTES),
        "signs": asker.signs,
    }


def _account(email: str) -> User:
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise ValidationError("Er is geen account met dit e-mailadres. Laat het adres leeg en vul alleen een naam in.")
    return person


def drop_applicant(applicant: Applicant, *, by, at: datetime) -> None:
    """Somebody asks along no longer; the contact stays until another is the contact."""
    with transaction.atomic():
        held = _editable(applicant.case, by)
        if applicant.person_id and applicant.person_id == held.contact_id:
            raise ValidationError("Kies eerst een andere contactpersoon.")
        Applicant.objects.filter(pk=applicant.pk).delete()
        Case.objects.filter(pk=held.pk).update(changed_at=at)


def make_contact(applicant: Applicant, *, by, at: datetime) -> None:
    """With this person we deal: mails and pages are theirs. Raises ``ValidationError`` for who has no account."""
    if applicant.person_id is None:
        raise ValidationError("De contactpersoon moet een account hebben, om de aanvraag te kunnen doen.")
    with transaction.atomic():
        _make_contact(_editable(applicant.case, by), applicant, at=at)


def _make_contact(case: Case, applicant: Applicant, *, at: datetime) -> None:
    told = {"contact": applicant.person, "organisation": applicant.organisation or case.organisation}
    Case.objects.filter(pk=case.pk).update(changed_at=at, **told)
    case.contact = applicant.person
    notifications.opened(case, at=at)


def make_signatory(applicant: Applicant, *, by, at: datetime) -> None:
    """One of them signs."""
    with transaction.atomic():
        held = _editable(applicant.case, by)
        held.applicants.update(signs=False)
        Applicant.objects.filter(pk=applicant.pk).update(signs=True)
        Case.objects.filter(pk=held.pk).update(changed_at=at)


def _editable(case: Case, by) -> Case:
    held = workflow.held(case)
    if not permissions.can_edit_intake(by, held):
        raise PermissionDenied("De pre-intake is afgerond; dit kan niet meer worden gewijzigd.")
    return held
