"""Taking the decision: the portal proposes, a person decides, once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import StaleState
from xperts.cases.enums import Form, Stage, State
from xperts.cases.models import Case, Judgement
from xperts.cases.workflow import held, step
from xperts.kernteam import handing, letters, reading, rules
from xperts.kernteam.enums import OUTCOMES, Choice, Standing
from xperts.kernteam.models import BallotVersion, Decision
from xperts.kernteam.reading import Reading

_STEPS = {Choice.GRANT: "grant", Choice.REJECT: "reject", Choice.COLLECTIVE: "make_collective"}
_NOT_YET = {
    Standing.NO_QUORUM: "Er zijn nog geen drie oordelen. Zonder quorum kan er geen besluit zijn.",
    Standing.CALL: "Er is geen meerderheid, of iemand wil bespreken. Overleg eerst en leg het verslag vast.",
    Standing.UNSETTLED: "Ook na het gesprek is er geen uitkomst. Overleg opnieuw; de oordelen kunnen nog veranderen.",
}
MOST_XPERTS = 5


@dataclass(frozen=True)
class Deciding:
    """What is decided. ``minutes`` and ``cents`` only with a grant; ``deviation`` says why it is not the proposal,
    ``waiver`` why the Xpert who made the diagnosis may give the help as well.
    """

    outcome: str
    submission: UUID
    form: str = ""
    minutes: int = 0
    xperts: int = 0
    cents: int = 0
    deviation: str = ""
    waiver: str = ""


def decide(case: Case, deciding: Deciding, *, by, at: datetime) -> Decision:
    """Take the decision, with the reservation and the draft of the letter, in one transaction.

    A second press with the same ``submission`` gives the same decision. Raises ``StaleState`` when somebody was
    first, ``ValidationError`` for what does not follow, ``rules.OverBudget``, ``PermissionDenied``.
    """
    with transaction.atomic():
        current = held(case)
        earlier = Decision.objects.filter(submission=deciding.submission, case=current, by=by).first()
        if earlier:
            return earlier
        if current.state != State.WITH_KERNTEAM:
            raise StaleState
        shown = reading.read(by, current, at=at)
        _require_sound(shown, deciding)
        decision = _write(shown, deciding, by=by, at=at)
        _keep_judgements(shown, at=at)
        granted = {"form": decision.form, "minutes": decision.minutes, "cents": decision.cents}
        step(current, _STEPS[Choice(decision.outcome)], by=by, at=at, **granted)
        handing.stop(current, at=at)
        letters.draft(decision, at=at)
    return decision


def _require_sound(shown: Reading, deciding: Deciding) -> None:
    if not shown.sees_ballots and shown.counted.standing == Standing.NO_QUORUM:
        raise ValidationError(_NOT_YET[Standing.NO_QUORUM])
    if not shown.can_decide:
        raise PermissionDenied("Besluiten doet de coördinator, of wie op de CGL-zetel zit en zelf heeft geoordeeld.")
    if not shown.counted.is_settled:
        raise ValidationError(_NOT_YET[shown.counted.standing])
    if deciding.outcome not in OUTCOMES:
        raise ValidationError("Kies een besluit.")
    if deciding.outcome != shown.counted.outcome and not deciding.deviation.strip():
        proposed = shown.counted.outcome.label.lower()
        raise ValidationError(f"De oordelen leiden tot: {proposed}. Leg uit waarom het besluit anders is.")
    if deciding.outcome == Choice.GRANT:
        _require_grant(deciding)


def _require_grant(deciding: Deciding) -> None:
    if deciding.form not in Form.values:
        raise ValidationError("Kies de vorm van hulp.")
    if deciding.minutes <= 0:
        raise ValidationError("Vul in hoeveel uur u toekent.")
    if not 1 <= deciding.xperts <= MOST_XPERTS:
        raise ValidationError(f"Kies één tot {MOST_XPERTS} Xperts.")


def _write(shown: Reading, deciding: Deciding, *, by, at: datetime) -> Decision:
    is_grant = deciding.outcome == Choice.GRANT
    is_deviating = deciding.outcome != shown.counted.outcome
    return Decision.objects.create(
        case=shown.case,
        outcome=deciding.outcome,
        proposed=shown.counted.outcome,
        basis=shown.counted.basis,
        tie_seat=shown.counted.seat or "",
        deviation=deciding.deviation.strip() if is_deviating else "",
        waiver=deciding.waiver.strip() if is_grant else "",
        votes={vote.seat.value: vote.choice.value for vote in shown.votes},
        way_of_working=rules.kept_in_force(at=at),
        form=deciding.form if is_grant else "",
        minutes=deciding.minutes if is_grant else 0,
        xperts=deciding.xperts if is_grant else 0,
        cents=deciding.cents if is_grant else 0,
        budget=rules.reserve(deciding.cents, at=at) if is_grant else None,
        submission=deciding.submission,
        at=at,
        by=by,
    )


def _keep_judgements(shown: Reading, *, at: datetime) -> None:
    """The judgements per criterion beside those of pre-intake and diagnosis: not before, as others can read them."""
    criteria = {row.code: row for row in shown.case.framework.criteria.all()}
    rows = [
        Judgement(
            case=shown.case,
            stage=Stage.BALLOT,
            criterion=criteria[line["code"]],
            judge=version.ballot.seat,
            verdict=line["verdict"],
            motivation=line["why"],
            by=version.member.person,
            at=version.at,
        )
        for version in _counted(shown)
        for line in version.judgements
        if line["code"] in criteria
    ]
    Judgement.objects.bulk_create(rows, ignore_conflicts=True)


def _counted(shown: Reading) -> list[BallotVersion]:
    return [row for row in reading.ballots(shown) if row.member_id not in shown.team.barred]
