"""What recognition adds to other areas: panels, menus, my tasks, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import panels, signals
from loket.catalogue.recognition import granting, judging, merging, pages, permissions, terms
from loket.catalogue.recognition.enums import Party, ProcedureState, SeatRole
from loket.catalogue.recognition.models import Assessor, Ballot, Procedure, Recognition, Seat, SheetComment
from loket.core import menus, retention
from loket.core.working_days import local_date

MOST_TASKS = 20
KIND = "Erkenning"
# What an assessor told about an interest is of no use any more a year after the end.
INTEREST_KEPT = timedelta(days=365)

_FOR_APPLICANT = {
    ProcedureState.RETURNED: "Vul uw aanvraag aan",
    ProcedureState.SHEET: "Vul het werkblad in",
    ProcedureState.REVISION_1: "Verwerk de feedback van ronde 1",
    ProcedureState.REVISION_2: "Verwerk de feedback van ronde 2",
    ProcedureState.DECIDED: "Lees het besluit; bezwaar maken kan nog",
}
_FOR_DESK = {
    ProcedureState.APPLIED: "Quickscan: is de aanvraag compleet genoeg?",
    ProcedureState.FEEDBACK_1: "Geef feedback, ronde 1",
    ProcedureState.FEEDBACK_2: "Geef feedback, ronde 2",
    ProcedureState.READY: "Kies beoordelaars",
    ProcedureState.TO_DECIDE: "Schrijf het besluit",
    ProcedureState.UNDECIDED: "Geen meerderheid: beslis hoe het verder gaat",
    ProcedureState.OBJECTED: "Bezwaar: laat anderen opnieuw beoordelen",
}


def register() -> None:
    panels.register(panels.Panel(panels.Place.MAIN, 10, "catalogue/recognition/_public_panel.html", pages.public_panel))
    panels.register(panels.Panel(panels.Place.ASIDE, 20, "catalogue/recognition/_owner_panel.html", pages.owner_panel))
    editors = menus.EDITORS
    menus.register(menus.Page(editors, "Aanvragen van erkenning", "recognition_procedures", "badge-check", 20))
    menus.register(menus.Page(editors, "Beoordelaars van erkenningen", "assessors", "users", 21))
    menus.register(menus.Page(menus.ABOUT, "Cijfers over erkenning", "recognition_figures", "chart-column", 60))
    for function in (_own_procedures, _own_seats, _desk, _reviews):
        my_loket.register_tasks(function)
    merging.register()
    privacy.register_export("erkenning", _export)
    privacy.register_erasure("erkenning", _erase)
    retention.register("toelichtingen op een belang", _forget_interests)
    signals.entries_imported.connect(granting.take_over, dispatch_uid="recognition_take_over")


def _task(procedure: Procedure, detail: str, url: str, today) -> my_loket.Task:
    return my_loket.Task(procedure.entry.title, url, KIND, detail, procedure.due_on, procedure.is_late(today))


def _waiting(party: Party):
    return Procedure.objects.waiting_for(party).select_related("entry").order_by("due_on", "pk").defer("sheet")


def _own_procedures(user: User) -> Iterator[my_loket.Task]:
    """Applications of one's own entries that wait for the applicant."""
    today = local_date(timezone.now())
    for procedure in _waiting(Party.APPLICANT).of(user)[:MOST_TASKS]:
        detail = _FOR_APPLICANT[ProcedureState(procedure.state)]
        yield _task(procedure, detail, procedure.get_absolute_url(), today)


def _own_seats(user: User) -> Iterator[my_loket.Task]:
    """Seats that wait for an answer about interest, or for a vote."""
    today = local_date(timezone.now())
    seats = Seat.objects.taken().filter(assessor__person=user, procedure__state__in=judging.SEATING_STATES)
    for seat in seats.select_related("procedure__entry").prefetch_related("ballots").order_by("pk")[:MOST_TASKS]:
        procedure = seat.procedure
        wanted = ProcedureState.ADVICE if seat.role == SeatRole.ADVISER else ProcedureState.JUDGING
        has_voted = any(ballot.round == procedure.round for ballot in seat.ballots.all())
        if seat.has_interest is None:
            yield _task(
                procedure, "Hebt u een belang? Antwoord voordat u het dossier leest", seat.get_absolute_url(), today
            )
        elif procedure.state == wanted and not has_voted:
            yield _task(procedure, "Lees het dossier en stem", seat.get_absolute_url(), today)


def _desk(user: User) -> Iterator[my_loket.Task]:
    """For editors and coordinators: what waits for the desk, without what is their own."""
    if not permissions.is_staff(user):
        return
    today = local_date(timezone.now())
    for procedure in _waiting(Party.DESK)[:MOST_TASKS]:
        if permissions.steers(user, procedure):
            yield _task(procedure, _FOR_DESK[ProcedureState(procedure.state)], procedure.get_absolute_url(), today)


def _reviews(user: User) -> Iterator[my_loket.Task]:
    """Own recognitions that end within half a year, while nothing was applied for yet."""
    today = local_date(timezone.now())
    ending = Recognition.objects.running().filter(
        Q(entry__owner=user) | Q(entry__deputy=user),
        entry__state="published",
        valid_until__range=(today, terms.announced_until(today)),
    )
    running = Procedure.objects.open().values("entry")
    for row in ending.exclude(entry__in=running).select_related("entry").order_by("valid_until")[:MOST_TASKS]:
        url = reverse("recognition_apply", args=[row.entry.slug])
        yield my_loket.Task(row.entry.title, url, KIND, "Vraag een nieuwe beoordeling aan", row.valid_until)


def _export(user: User) -> dict:
    procedures = Procedure.objects.filter(applicant=user).select_related("entry").order_by("applied_at")
    comments = SheetComment.objects.filter(author=user).order_by("at")
    ballots = Ballot.objects.filter(seat__assessor__person=user).select_related("seat__procedure__entry")
    return {
        "aanvragen": [
            {"interventie": row.entry.title, "niveau": row.level, "stand": row.state, "werkblad": row.sheet}
            for row in procedures
        ],
        "opmerkingen": [{"veld": row.field, "wanneer": row.at.isoformat(), "tekst": row.text} for row in comments],
        "beoordelaar": [
            {"groep": row.body_label, "vanaf": row.active_from.isoformat()}
            for row in Assessor.objects.filter(person=user)
        ],
        "stemmen": [
            {"interventie": row.seat.procedure.entry.title, "stem": row.vote, "motivering": row.motivation}
            for row in ballots
        ],
        "belangen": list(Seat.objects.filter(assessor__person=user).values_list("interest_note", flat=True)),
    }


def _erase(user: User, *, at: datetime) -> None:
    """Votes and comments stay, without a name; seats without a vote come free for somebody else."""
    judging.leave(user, at=at)


def _forget_interests(at: datetime) -> int:
    closed = Seat.objects.filter(procedure__closed_at__lt=at - INTEREST_KEPT).exclude(interest_note="")
    return closed.update(interest_note="")
