"""What happens next with a request for advice, in the words of who asked for it."""

from datetime import datetime

from xperts import deadlines
from xperts.cases.enums import State
from xperts.cases.models import Case


def what_next(case: Case, at: datetime) -> str:
    """For the asker: what happens next, and by when; honest when that day is over."""
    match case.state:
        case State.PRE_INTAKE if case.is_late(at):
            return f"Wij zoeken met u uit wat er speelt. {_sorry(case.intake_due_at)}"
        case State.PRE_INTAKE:
            until = deadlines.in_words(case.intake_due_at)
            return f"Wij zoeken met u uit wat er speelt. Uiterlijk {until} weet u of wij verdergaan."
        case State.PREPARING:
            return _what_next_preparing(case, at)
        case State.WITH_KERNTEAM if case.is_late(at):
            return f"{case.due_explained} {_sorry(case.decision_due_at)}"
        case State.WITH_KERNTEAM:
            return f"{case.due_explained} U hoort het meteen. Deze termijn loopt ook door als wij u iets vragen."
    return _WHAT_NEXT.get(State(case.state), "")


_WHAT_NEXT = {
    State.COLLECTIVE: "Wij pakken uw vraag op met anderen die hetzelfde vragen. U krijgt daarvoor een uitnodiging.",
    State.GRANTED: "Wij zoeken de Xpert die het best bij uw vraag past. U hoort van ons zodra iemand ja heeft gezegd.",
    State.PROPOSED: "Wij hebben een Xpert gevraagd die bij uw vraag past. U hoort van ons zodra die ja heeft gezegd.",
    State.CONTRACT: "U, de Xpert en wij spreken af: doel, uren, planning en kosten. Daarna begint het advies.",
    State.RUNNING: "De Xpert helpt u. Na afloop kijken wij samen terug.",
}


def _sorry(due_at: datetime) -> str:
    until = deadlines.in_words(due_at)
    return f"Dat had uiterlijk {until} klaar moeten zijn. Onze excuses: wij doen het zo snel mogelijk."


def _what_next_preparing(case: Case, at: datetime) -> str:
    until = deadlines.in_words(case.diagnosis_due_at)
    late = _sorry(case.diagnosis_due_at) if case.is_late(at) else ""
    if case.applied_at:
        diagnosis = late or f"Wij stellen de diagnose uiterlijk {until}."
        return f"Uw aanvraag is binnen. {diagnosis} Daarna beslist het kernteam binnen veertien dagen."
    if case.diagnosed_at:
        return "De diagnose is er. Wij wachten op uw aanvraag. Daarna beslist het kernteam binnen veertien dagen."
    diagnosis = (
        f"De diagnose is er nog niet. {late}" if late else f"Wij stellen intussen de diagnose, uiterlijk {until}."
    )
    return f"Vul de aanvraag in. {diagnosis} Als beide er zijn, beslist het kernteam binnen veertien dagen."
