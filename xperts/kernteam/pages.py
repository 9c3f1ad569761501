"""What the pages of the kernteam need, fetched in one place; read-only."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import F

from loket.core.working_days import local_date
from xperts.cases import collective
from xperts.cases import pages as case_pages
from xperts.cases.enums import Stage, State, Verdict
from xperts.cases.models import Case
from xperts.cases.models.dossier import DIAGNOSIS_TEXTS, INTAKE_TEXTS
from xperts.kernteam import amounts, consistency, counting, reading, rules
from xperts.kernteam.enums import Choice, SeatName, Standing
from xperts.kernteam.models import Asked, Decision
from xperts.kernteam.permissions import edits_letters, keeps_team
from xperts.kernteam.reading import Reading
from xperts.pool.models import Xpert

_APPLICATION = (("help_asked", "Welke hulp?"), ("own_share", "Wat doet de aanvrager zelf?"), ("costs", "Kosten"))
_KINDS = {Choice.GRANT: "success", Choice.REJECT: "danger", Choice.COLLECTIVE: "neutral", Choice.DISCUSS: "warning"}


def dossier(case: Case) -> dict:
    """The case on one screen: in short what is asked and found; the whole of it folded under that."""
    intake = getattr(case, "intake", None)
    diagnosis = getattr(case, "diagnosis", None)
    application = getattr(case, "application", None)
    judged = case_pages.judgements(case, (Stage.PRE_INTAKE, Stage.DIAGNOSIS))
    return {
        "facts": case_pages.facts(case),
        "applicants": case_pages.applicants(case),
        "short": [
            *_texts(application, _APPLICATION[:1]),
            *_texts(intake, [("wished_result", "Gewenst resultaat")]),
            *_texts(diagnosis, [("situation", "De situatie"), ("obstacles", "Wat het tegenhoudt")]),
        ],
        "verdicts": _verdicts(judged),
        "preference": _preference(application),
        "folded": [
            ("De hele aanvraag", _texts(application, _APPLICATION)),
            ("De hele diagnose", _texts(diagnosis, DIAGNOSIS_TEXTS)),
            ("De hele pre-intake", _texts(intake, INTAKE_TEXTS)),
        ],
        "efforts": list(case.efforts.all()),
        "judged": judged,
        "due_explained": case.due_explained,
    }


def _verdicts(judged: list[dict]) -> list[dict]:
    """What the desk found last of each criterion, as a word beside it."""
    kinds = {Verdict.YES: "success", Verdict.PARTLY: "warning", Verdict.NO: "danger"}
    last = [(row["criterion"].title, [found for _, found in row["cells"] if found]) for row in judged]
    return [
        {"title": title, "label": found[-1].get_verdict_display(), "kind": kinds[Verdict(found[-1].verdict)]}
        for title, found in last
        if found
    ]


def _texts(row, names) -> list[tuple[str, str]]:
    return [(label, getattr(row, name)) for name, label in names if row is not None and getattr(row, name)]


def _preference(application) -> str:
    if application is None:
        return ""
    named = str(application.preferred_xpert) if application.preferred_xpert else ""
    return ", ".join(part for part in (named, application.preferred_kind) if part)


def case_page(shown: Reading, *, at: datetime) -> dict:
    """A case for who judges or steers it; ballots only where ``reading`` lets them be read."""
    case = shown.case
    rows = reading.ballots(shown)
    return {
        "case": case,
        "shown": shown,
        "due": case_pages.due(case, at),
        "seats": _seats(shown),
        "ballots": [_ballot(row, shown) for row in rows],
        "calls": list(case.calls.select_related("by")) if shown.sees_ballots or shown.can_steer else [],
        "proposal": proposal(shown) if shown.sees_ballots and shown.is_open else None,
        "own": shown.own[-1] if shown.own else None,
        "own_is_old": bool(shown.own) and is_old(shown.own[-1], case),
        "earlier": shown.own[:-1],
        "decision": Decision.objects.filter(case=case).select_related("case", "by", "way_of_working", "letter").first(),
        "alike": consistency.alike(case, reading.cases_for(shown.user)),
        "declarations": _declarations(shown),
        "together": collective.alternatives(case) if shown.is_open else None,
        "edits_letter": edits_letters(shown.user) and not shown.is_asked,
    }


def is_old(version, case: Case) -> bool:
    """Whether the case changed after it was judged, as far as it was judged before the decision (hard case 66)."""
    return case.state == State.WITH_KERNTEAM and float(version.seen or 0) < round(case.changed_at.timestamp(), 6)


def _ballot(row, shown: Reading) -> dict:
    return {
        "version": row,
        "seat": row.ballot.get_seat_display(),
        "kind": _KINDS[Choice(row.choice)],
        "is_own": shown.member is not None and row.member_id == shown.member.pk,
        "is_old": is_old(row, shown.case),
        "counts": row.member_id not in shown.team.barred,
    }


def _seats(shown: Reading) -> list[dict]:
    """Who acts for each seat and who voted. A member who is still blind sees the own seat alone."""
    own = shown.acting.seat if shown.acting else None
    sees = shown.sees_ballots or shown.can_steer
    return [
        {
            "seat": seat.label,
            "who": shown.team.name(acting.member),
            "via": acting.via.label if acting.via else "",
            "also": shown.team.name(acting.also),
            "why": acting.why.label if acting.why else "",
            "is_vacant": acting.is_vacant,
            "voted": shown.voters.get(seat, ""),
        }
        for seat, acting in shown.team.seats.items()
        if sees or seat == own
    ]


def _declarations(shown: Reading) -> list:
    """For the coordinator: every answer about an interest, also those without one (hard case 45)."""
    if not (keeps_team(shown.user) and not shown.is_asked):
        return []
    return list(shown.case.declarations.select_related("member__person", "undone_by"))


def proposal(shown: Reading) -> dict:
    """What the ballots lead to, in a sentence, and whether an open seat could still change it."""
    counted = shown.counted
    open_seats = len([seat for seat in shown.team.eligible if seat not in {vote.seat for vote in shown.votes}])
    sentences = {
        Standing.NO_QUORUM: f"Er zijn {counted.votes} oordelen. Voor een besluit zijn er drie nodig.",
        Standing.CALL: _why_call(shown),
        Standing.UNSETTLED: "Ook na het gesprek is er geen uitkomst. Overleg opnieuw.",
    }
    text = sentences.get(counted.standing) or f"Voorstel: {counted.outcome.label.lower()}. Grond: {_basis(counted)}."
    return {
        "text": text,
        "is_settled": counted.is_settled,
        "outcome": counted.outcome,
        "may_change": counting.can_still_change(counted, open_seats, shown.votes),
        "open_seats": open_seats,
    }


def _why_call(shown: Reading) -> str:
    doubts = any(vote.choice == Choice.DISCUSS for vote in shown.votes)
    why = "Iemand wil de aanvraag bespreken." if doubts else "Er is geen meerderheid."
    return f"{why} Overleg eerst, en leg het verslag vast. Daarna kunnen de oordelen veranderen."


def _basis(counted) -> str:
    seat = f" (zetel {SeatName(counted.seat).label})" if counted.seat else ""
    return f"{counted.basis.label}{seat}"


def preferable(case: Case):
    """The Xperts that a ballot can name: active, and none of those who ask."""
    people = Xpert.objects.active().filter(person__isnull=False).values("person")
    asking = case.applicants.filter(person__isnull=False).values("person")
    return get_user_model().objects.filter(pk__in=people, is_active=True).exclude(pk__in=asking).order_by("name")


def waiting_for(member, *, limit: int):
    """The open requests of a member, what is due first on top."""
    rows = Asked.objects.filter(member=member, ended_at__isnull=True, case__state=State.WITH_KERNTEAM)
    return rows.select_related("case").order_by(F("case__decision_due_at"))[:limit]


def who_asks(case: Case) -> list[tuple[str, str]]:
    """What somebody needs to know to say whether there is an interest, and nothing of the dossier."""
    rows = case_pages.applicants(case)
    people = [f"{row['row'].name}{', ' + row['organisation'] if row['organisation'] else ''}" for row in rows]
    facts = dict(case_pages.facts(case))
    return [
        ("Aanvragers", "; ".join(people) or str(case.contact or "")),
        ("Organisatie", facts.get("Organisatie", "")),
        ("Gebied", facts.get("Gebied", "")),
        ("Thema's", facts.get("Thema's", "")),
    ]


def seat_of(shown: Reading, seat: str) -> dict:
    """Whose ballot would be written down for this seat."""
    acting = shown.team.seats[SeatName(seat)]
    return {"label": SeatName(seat).label, "who": shown.team.name(acting.member)}


def decide_page(shown: Reading, *, at: datetime) -> dict:
    """The proposal, the ballots, what the case asks, and what is left of the budget."""
    budget = rules.budget_of(at)
    application = getattr(shown.case, "application", None)
    return {
        "case": shown.case,
        "shown": shown,
        "proposal": proposal(shown),
        "ballots": [_ballot(row, shown) for row in reading.ballots(shown)],
        "alike": consistency.alike(shown.case, reading.cases_for(shown.user)),
        "year": local_date(at).year,
        "left": amounts.euros(budget.left_cents) if budget else "",
        "asked": _texts(application, _APPLICATION),
        "preference": _preference(application),
        "diagnosed_by": str(shown.case.diagnosis.made_by or "") if hasattr(shown.case, "diagnosis") else "",
    }


def readers(case: Case) -> list[str]:
    """Who gets the letter."""
    people = [case.contact, *(row.person for row in case.applicants.select_related("person"))]
    return [f"{person} ({person.email})" for person in dict.fromkeys(filter(None, people)) if person.is_active]
