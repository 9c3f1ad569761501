"""What the pages of recognition need, fetched in one place; read-only."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from loket.catalogue import presentation
from loket.catalogue.models import Entry
from loket.catalogue.recognition import permissions, terms
from loket.catalogue.recognition.enums import SHEET_STATES, Outcome, Phase, ProcedureState, SeatRole
from loket.catalogue.recognition.guidance import GUIDANCE
from loket.catalogue.recognition.interests import Interests
from loket.catalogue.recognition.judging import PANEL_SIZE, SEATING_STATES, bodies_for
from loket.catalogue.recognition.models import Assessor, Ballot, Procedure, Recognition, Seat
from loket.catalogue.recognition.workflow import PROCEDURES
from loket.catalogue.sheets import SHEETS, Section
from loket.core.working_days import local_date

# Steps with a form or a page of their own; the others are buttons under one field for a word with it.
_WITH_OWN_FORM = {"decide", "withdraw", "object"}


@dataclass
class SheetRow:
    """A filled field of the sheet, or an empty one that the level needs, with what is said about it."""

    key: str
    label: str
    part: presentation.Part | None
    is_missing: bool
    edit_url: str
    comments: list = field(default_factory=list)


def procedure_page(procedure: Procedure, user, *, at: datetime) -> dict:
    """An application as owner and desk see it: where it stands, the sheet with comments, and the buttons."""
    today = local_date(at)
    steps = PROCEDURES.available(procedure, user)
    is_staff = permissions.steers(user, procedure)
    rows = sheet_rows(procedure)
    return {
        "procedure": procedure,
        "entry": procedure.entry,
        "today": today,
        "days": procedure.days_so_far(at),
        "is_late": procedure.is_late(today),
        "phase_number": list(Phase).index(procedure.phase) + 1,
        "phases": [(phase.label, "") for phase in Phase],
        "steps": [row for row in steps if row.name not in _WITH_OWN_FORM],
        "names": {row.name for row in steps},
        "is_applicant": permissions.is_applicant(user, procedure),
        "is_staff": is_staff,
        "can_write": permissions.can_write_sheet(user, procedure) and procedure.state in SHEET_STATES,
        "can_comment": permissions.can_comment(user, procedure),
        "first_section": section_url(procedure, SHEETS[procedure.entry.kind].sections[0]),
        "rows": rows,
        "missing": [row.label for row in rows if row.is_missing],
        "general_comments": [row for row in _comments(procedure) if not row.field],
        "history": list(procedure.history.select_related("by")),
        **(_desk(procedure, today) if is_staff else {"seats": [], "candidates": []}),
    }


def sheet_rows(procedure: Procedure) -> list[SheetRow]:
    """The sheet field by field, with the comments of both rounds."""
    by_field: dict[str, list] = {}
    for comment in _comments(procedure):
        by_field.setdefault(comment.field, []).append(comment)
    fields = [(section, row) for section in SHEETS[procedure.entry.kind].sections for row in section.fields]
    needed, rows = terms.needed_fields(procedure.level), []
    for section, row in fields:
        value = procedure.sheet.get(row.key)
        is_missing = not value and row.key in needed
        if value or is_missing or row.key in by_field:
            part = presentation.part(row, procedure.sheet) if value else None
            edit_url = f"{section_url(procedure, section)}#veld-{row.key}"
            rows.append(SheetRow(row.key, row.label, part, is_missing, edit_url, by_field.get(row.key, [])))
    return rows


def _comments(procedure: Procedure) -> list:
    return list(procedure.comments.select_related("author"))


def section_url(procedure: Procedure, section: Section) -> str:
    return reverse("recognition_sheet", args=[procedure.pk, slugify(section.title)])


def section_page(procedure: Procedure, sections: dict[str, Section], current: str, form) -> dict:
    """One section of the sheet as a form: each field with guidance and what was said about it."""
    names = list(sections)
    number = names.index(current) + 1
    comments: dict[str, list] = {}
    for comment in _comments(procedure):
        comments.setdefault(comment.field, []).append(comment)
    needed = terms.needed_fields(procedure.level)
    return {
        "procedure": procedure,
        "entry": procedure.entry,
        "section": sections[current],
        "form": form,
        "rows": [
            {"field": form[name], "guidance": GUIDANCE.get(name, ""), "comments": comments.get(name, [])}
            for name in form.fields
        ],
        "errors": [(text, f"#id_{name}") for name, texts in form.errors.items() for text in texts],
        "nav": [_nav(procedure, name, section, name == current, needed) for name, section in sections.items()],
        "number": number,
        "total": len(names),
        "back": section_url(procedure, sections[names[number - 2]]) if number > 1 else "",
        "is_last": number == len(names),
        "current": current,
    }


def _nav(procedure: Procedure, name: str, section: Section, is_current: bool, needed: tuple[str, ...]) -> dict:
    keys = [row.key for row in section.fields]
    return {
        "label": section.title,
        "url": reverse("recognition_sheet", args=[procedure.pk, name]),
        "is_current": is_current,
        "missing": sum(1 for key in keys if key in needed and not procedure.sheet.get(key)),
    }


def _desk(procedure: Procedure, today: date) -> dict:
    """What only staff sees: who sits, how they voted, and who could sit or why not."""
    seats = list(procedure.seats.select_related("assessor__person__organisation").prefetch_related("ballots"))
    return {
        "seats": [{"seat": seat, "ballots": list(seat.ballots.all())} for seat in seats],
        "candidates": _candidates(procedure, today) if procedure.state in SEATING_STATES else [],
        "places": PANEL_SIZE,
        "taken": sum(1 for seat in seats if seat.released_at is None and seat.role == SeatRole.JUDGE),
    }


def _candidates(procedure: Procedure, today: date) -> list[dict]:
    """Everybody of the bodies that judge this level, who can sit first; the others with what is against it."""
    bodies = bodies_for(procedure, SeatRole.JUDGE)
    if not procedure.needs_panel:
        bodies += bodies_for(procedure, SeatRole.ADVISER)
    interests = Interests(procedure, today)
    rows = [
        {"assessor": assessor, "obstacles": interests.obstacles(assessor)}
        for assessor in Assessor.objects.active_on(today).filter(body__in=bodies).in_order()
    ]
    return sorted(rows, key=lambda row: bool(row["obstacles"]))


def decision_draft(procedure: Procedure) -> str:
    """What the assessors of the last round wrote, as a start for who writes the decision."""
    last = Ballot.objects.filter(seat__procedure=procedure, seat__role=SeatRole.JUDGE, round=procedure.round)
    wanted = {Outcome.RECOGNISED: "erkennen", Outcome.REFUSED: "niet-erkennen"}.get(procedure.verdict)
    return "\n\n".join(dict.fromkeys(ballot.motivation for ballot in last if wanted in (None, ballot.vote)))


def seat_page(seat: Seat) -> dict:
    """The dossier for an assessor who has no interest: sheet, advice, earlier rounds, and whether to vote now."""
    procedure = seat.procedure
    number = procedure.round
    own = list(seat.ballots.all())
    is_adviser = seat.role == SeatRole.ADVISER
    wanted = ProcedureState.ADVICE if is_adviser else ProcedureState.JUDGING
    has_voted = any(ballot.round == number for ballot in own)
    is_open = procedure.state == wanted
    waiting_for = procedure.seats.taken().filter(role=seat.role).exclude(ballots__round=number).count()
    return {
        "seat": seat,
        "procedure": procedure,
        "entry": procedure.entry,
        "is_adviser": is_adviser,
        "is_open": is_open,
        "can_vote": is_open and not has_voted,
        "own": own,
        "waiting_for": waiting_for if is_open and has_voted else 0,
        "blocks": presentation.render({"kind": procedure.entry.kind, "body": "", "fields": procedure.sheet}),
        "advice": [] if is_adviser else _ballots(procedure, SeatRole.ADVISER, seat),
        "rounds": [] if is_adviser else _ballots(procedure, SeatRole.JUDGE, seat, before=number if is_open else None),
    }


def _ballots(procedure: Procedure, role: str, own: Seat, before: int | None = None) -> list[dict]:
    """Votes without names, the own one marked; ``before`` leaves out the round that is open."""
    seats = list(procedure.seats.filter(role=role).values_list("pk", flat=True))
    names = {pk: f"{'Adviseur' if role == SeatRole.ADVISER else 'Beoordelaar'} {n}" for n, pk in enumerate(seats, 1)}
    found = Ballot.objects.filter(seat__in=seats)
    if before is not None:
        found = found.filter(round__lt=before)
    return [{"ballot": row, "name": "U" if row.seat_id == own.pk else names[row.seat_id]} for row in found]


def public_panel(entry: Entry, user) -> dict | None:
    """On the entry's page, for everybody: the recognition that stands, why, and what went before."""
    records = list(Recognition.objects.filter(entry=entry))
    if not records:
        return None
    standing = next((row for row in records if row.withdrawn_at is None and row.replaced_at is None), None)
    return {
        "standing": standing,
        "has_lapsed": entry.recognition_has_lapsed(local_date(timezone.now())),
        "earlier": [row for row in records if row is not standing],
        "can_take_back": standing is not None and permissions.can_withdraw_recognition(user, entry),
    }


def owner_panel(entry: Entry, user) -> dict | None:
    """Beside the entry, for its owner and staff: the application that runs, or the way to one."""
    if isinstance(user, AnonymousUser) or not entry.is_published:
        return None
    can_apply = permissions.can_apply(user, entry)
    if not can_apply and not permissions.is_staff(user):
        return None
    running = Procedure.objects.open().filter(entry=entry).first()
    return {"running": running, "can_apply": can_apply} if running or can_apply else None
