"""Who may do what with an application for recognition; predicates on the objects alone.

Rights follow the entry: who became its owner goes on with the application, who left it does not.
"""

from loket.accounts.permissions import is_coordinator, is_editor
from loket.catalogue.enums import Kind, RecognitionLevel
from loket.catalogue.permissions import can_bring, is_partner_of, looks_after
from loket.catalogue.recognition.enums import FEEDBACK_STATES, Outcome, ProcedureState


def is_staff(user) -> bool:
    """Editors and coordinators lead the way from application to decision."""
    return is_editor(user) or is_coordinator(user)


def speaks_for(user, entry) -> bool:
    """Owner, deputy, and partners of the organisation whose entry it is."""
    return can_bring(user) and (looks_after(user, entry) or is_partner_of(user, entry))


def can_apply(user, entry) -> bool:
    return speaks_for(user, entry) and entry.is_published and entry.kind == Kind.INTERVENTION


def is_applicant(user, procedure) -> bool:
    return user is not None and speaks_for(user, procedure.entry)


def steers(user, procedure) -> bool:
    """Staff that is not on the side of the applicant: for that entry the lower role wins."""
    if user is None or not is_staff(user):
        return False
    return not is_applicant(user, procedure) and user.pk != procedure.applicant_id


def steers_to_sub_committee(user, procedure) -> bool:
    return steers(user, procedure) and procedure.level != RecognitionLevel.WELL_DESCRIBED


def decides(user, procedure) -> bool:
    """Writing down what a majority found is for staff; breaking a tie is judging, so without a tie to the owner."""
    if not steers(user, procedure):
        return False
    return procedure.state != ProcedureState.UNDECIDED or not shares_organisation(user, procedure.entry)


def shares_organisation(user, entry) -> bool:
    owners = {entry.organisation_id, entry.owner.organisation_id if entry.owner else None} - {None}
    return user.organisation_id in owners


def happens_by_itself(user, procedure) -> bool:
    """What follows from a count or from the calendar: nobody presses a button for it."""
    return user is None


def ends_recognised(user, procedure) -> bool:
    """The applicant waives the objection, or its term is over."""
    return procedure.outcome == Outcome.RECOGNISED and (user is None or is_applicant(user, procedure))


def ends_refused(user, procedure) -> bool:
    return procedure.outcome == Outcome.REFUSED and (user is None or is_applicant(user, procedure))


def can_object(user, procedure) -> bool:
    """Once: what is judged again stands."""
    return is_applicant(user, procedure) and procedure.objected_at is None


def can_write_sheet(user, procedure) -> bool:
    return is_applicant(user, procedure)


def can_comment(user, procedure) -> bool:
    """The desk in a feedback round; the applicant answers while revising."""
    if procedure.state in FEEDBACK_STATES:
        return steers(user, procedure)
    return is_applicant(user, procedure) and procedure.state in (ProcedureState.REVISION_1, ProcedureState.REVISION_2)


def can_keep_assessors(user) -> bool:
    return is_staff(user)


def can_withdraw_recognition(user, entry) -> bool:
    return is_staff(user) and not speaks_for(user, entry)
