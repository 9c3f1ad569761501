"""Invented recognitions and applications in every state for the demo, played through the real functions in the past.

What is recognised here are interventions that do not exist; applications that are on their way are for interventions
of the sources, whose pages do not change by it. All are marked as examples.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from loket.accounts import organisations
from loket.accounts.demo import ORGANISATION, PASSWORD, address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue import content as contents
from loket.catalogue import workflow as proposals
from loket.catalogue.models import Entry
from loket.catalogue.recognition import deciding, granting, judging, terms, workflow
from loket.catalogue.recognition.demo_texts import COMMENTS, INTERVENTIONS, MOTIVATIONS, SHEET
from loket.catalogue.recognition.enums import Body, Outcome, PanelSector, ProcedureState, Vote
from loket.catalogue.recognition.models import Assessor, Procedure, Seat
from loket.core.working_days import local_date

DAY = timedelta(days=1)
YES, NO, AGAIN = Vote.RECOGNISE, Vote.REFUSE, Vote.ANOTHER_ROUND
# Name, organisation, sector, bodies; nobody of these exists. The last works where the owner works, and is barred.
ASSESSORS = (
    ("Anna Verzonnen", "GGD Duinstreek (voorbeeld)", PanelSector.GGD, (Body.PANEL,)),
    ("Bram Bedacht", "GGZ Polderland (voorbeeld)", PanelSector.GGZ, (Body.PANEL,)),
    ("Carla Voorbeeld", "Thuiszorg Heuvelrug (voorbeeld)", PanelSector.HOME_CARE, (Body.PANEL, Body.COMMITTEE)),
    ("Dirk Fictief", "Instituut Gezond Morgen (voorbeeld)", PanelSector.INSTITUTE, (Body.COMMITTEE,)),
    ("Els Verdichting", "Hogeschool Zuiderzee (voorbeeld)", PanelSector.OTHER, (Body.COMMITTEE, Body.SUB_COMMITTEE)),
    ("Frits Gefingeerd", ORGANISATION, PanelSector.GGD, (Body.PANEL,)),
)
# The state to stop in, the level asked, and how long ago it began in days; on interventions of the sources.
RUNNING = (
    (ProcedureState.APPLIED, "goed-beschreven", 4),
    (ProcedureState.RETURNED, "goed-beschreven", 20),
    (ProcedureState.SHEET, "goed-onderbouwd", 24),
    (ProcedureState.FEEDBACK_1, "goed-beschreven", 36),
    (ProcedureState.REVISION_1, "goed-onderbouwd", 55),
    (ProcedureState.FEEDBACK_2, "goed-beschreven", 70),
    (ProcedureState.REVISION_2, "goed-beschreven", 84),
    (ProcedureState.READY, "goed-beschreven", 93),
    (ProcedureState.ADVICE, "goede-aanwijzingen", 108),
    (ProcedureState.JUDGING, "goed-beschreven", 110),
    (ProcedureState.TO_DECIDE, "goed-onderbouwd", 118),
    (ProcedureState.UNDECIDED, "goed-beschreven", 150),
    (ProcedureState.WITHDRAWN, "goed-onderbouwd", 90),
)
# The same for interventions that were invented, which end up on their pages.
DECIDED = (
    (ProcedureState.DECIDED, "goed-onderbouwd", 130),
    (ProcedureState.OBJECTED, "goed-onderbouwd", 150),
    (ProcedureState.REFUSED, "goed-beschreven", 260),
    (ProcedureState.RECOGNISED, "goed-beschreven", 300),
    (ProcedureState.RECOGNISED, "goed-onderbouwd", 420),
    (ProcedureState.RECOGNISED, "eerste-aanwijzingen", 500),
    (ProcedureState.RECOGNISED, "goede-aanwijzingen", 640),
    (ProcedureState.RECOGNISED, "sterke-aanwijzingen", 800),
    (ProcedureState.RECOGNISED, "goed-beschreven", 3 * 365),  # ends within half a year
    (ProcedureState.RECOGNISED, "goed-beschreven", 3 * 365 + 300),  # lapsed
    (ProcedureState.RECOGNISED, "goed-beschreven", 700),  # withdrawn since
)


@dataclass(frozen=True)
class Cast:
    """Who plays: an owner, an editor, and the assessors by body."""

    owner: User
    editor: User
    bodies: dict[str, list[Assessor]]

    def judges(self, procedure: Procedure) -> list[Assessor]:
        """The three who have no tie to the owner."""
        sits = self.bodies[Body.PANEL if procedure.needs_panel else Body.COMMITTEE]
        return [assessor for assessor in sits if assessor.person.organisation != self.owner.organisation]


def load(*, at: datetime, say) -> None:
    """Fill a portal that has entries and no applications yet; ``at`` is the moment that counts as now."""
    if Procedure.objects.exists():
        say("Er zijn al aanvragen van erkenning: niets veranderd.")
        return
    with transaction.atomic():
        cast = Cast(_account(Role.PROFESSIONAL), _account(Role.REDACTIE), _assessors(at))
        free = Entry.objects.published().filter(kind="interventie", owner__isnull=True).order_by("external_id")
        for (state, level, days), entry in zip(RUNNING, free, strict=False):
            Entry.objects.filter(pk=entry.pk).update(owner=cast.owner)
            Play(cast, state, at - days * DAY).run(entry, level)
        for number, (state, level, days) in enumerate(DECIDED):
            entry = _publish(INTERVENTIONS[number], cast, at=at - (days + 30) * DAY)
            Play(cast, state, at - days * DAY).run(entry, level)
        granting.withdraw(entry, by=cast.editor, at=at - 60 * DAY, reason="De interventie wordt niet meer aangeboden.")
        granting.lapse_due(at=at)
        granting.announce_due(at=at)
    say(f"{Procedure.objects.count()} aanvragen van erkenning in verschillende standen.")


def _account(role: Role) -> User:
    return User.objects.get(email=address(role))


def _assessors(at: datetime) -> dict[str, list[Assessor]]:
    """Six invented people, who sign in with the password of the demo."""
    bodies: dict[str, list[Assessor]] = {body: [] for body in Body}
    password = make_password(PASSWORD)  # once: it is slow on purpose
    for name, employer, sector, sits in ASSESSORS:
        email = f"{name.lower().replace(' ', '.')}@voorbeeld.nl"
        organisation = organisations.find(employer) or organisations.create(employer, area="nl")
        told = {"name": name, "organisation": organisation, "roles": [Role.PROFESSIONAL]}
        person = User.objects.create(email=email, password=password, **told)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        for body in sits:
            named = "leefstijl" if body == Body.SUB_COMMITTEE else ""
            told = {"body": body, "sub_committee": named, "sector": sector, "active_from": _first_day(at)}
            bodies[body].append(Assessor.objects.create(person=person, **told))
    return bodies


def _first_day(at: datetime) -> date:
    return local_date(at - 5 * 365 * DAY)


def _publish(told: tuple[str, str, str], cast: Cast, *, at: datetime) -> Entry:
    title, summary, theme = told
    revision = proposals.start("interventie", by=cast.owner, at=at, title=title)
    content = contents.empty("interventie") | {
        "title": title,
        "summary": summary,
        "themes": [theme],
        "organisation": cast.owner.organisation.name,
        "source": "Verzonnen voorbeeld voor de demo.",
        "fields": {"hoofddoel": SHEET["hoofddoel"]},
    }
    proposals.save(revision, content, by=cast.owner, at=at)
    proposals.submit(revision, by=cast.owner, at=at)
    proposals.accept(revision, by=cast.editor, at=at + DAY)
    return revision.entry


class Play:
    """One application from its first day until it is in ``stop``; each act some days after the one before."""

    def __init__(self, cast: Cast, stop: str, start: datetime) -> None:
        self.cast, self.stop, self.at = cast, stop, start

    def run(self, entry: Entry, level: str) -> None:
        owner = self.cast.owner
        entry = Entry.objects.select_related("owner", "deputy", "organisation").get(pk=entry.pk)
        self.procedure = workflow.apply(
            entry, level=level, reason="Verzonnen aanvraag voor de demo.", by=owner, at=self.at, is_example=True
        )
        for act in (self._scan, self._write, self._feedback, self._feedback, self._seat, self._vote, self._end):
            self.procedure = Procedure.objects.with_people().get(pk=self.procedure.pk)
            if self.procedure.state == self.stop:
                return
            act()

    def _later(self, days: int) -> datetime:
        self.at += days * DAY
        return self.at

    def _scan(self) -> None:
        told = {"by": self.cast.editor, "at": self._later(6)}
        if self.stop == ProcedureState.RETURNED:
            workflow.send_back(self.procedure, **told, note="Voor wie is het bedoeld? Vul dat eerst aan.")
        else:
            workflow.pass_scan(self.procedure, **told, note="U kunt beginnen.")

    def _write(self) -> None:
        owner, needed = self.cast.owner, terms.needed_fields(self.procedure.level)
        wanted = {key: SHEET[key] for key in needed if not self.procedure.sheet.get(key)}
        halves = dict(list(wanted.items())[:5]), dict(list(wanted.items())[5:])
        for half, days in zip(halves, (5, 12), strict=True):
            workflow.save_sheet(self.procedure, half, shown="", by=owner, at=self._later(days))
        if self.stop == ProcedureState.WITHDRAWN:
            workflow.withdraw(self.procedure, by=owner, at=self._later(9))
        else:
            workflow.submit(self.procedure, by=owner, at=self._later(2))

    def _feedback(self) -> None:
        editor = self.cast.editor
        for field, text in COMMENTS[self.procedure.state]:
            workflow.comment(self.procedure, field=field, text=text, by=editor, at=self._later(3))
        workflow.send_feedback(self.procedure, by=editor, at=self._later(4), note="Kijk vooral naar de opmerkingen.")
        state = Procedure.objects.values_list("state", flat=True).get(pk=self.procedure.pk)
        if state != self.stop:
            workflow.submit(self.procedure, by=self.cast.owner, at=self._later(14))

    def _seat(self) -> None:
        editor = self.cast.editor
        if self.stop == ProcedureState.ADVICE:
            self._take_seats(self.cast.bodies[Body.SUB_COMMITTEE])
            judging.ask_advice(self.procedure, by=editor, at=self._later(3))
            return
        self._take_seats(self.cast.judges(self.procedure))
        judging.open_judging(self.procedure, by=editor, at=self._later(3))

    def _take_seats(self, assessors: list[Assessor]) -> None:
        for assessor in assessors:
            seat = judging.assign(self.procedure, assessor, by=self.cast.editor, at=self._later(1))
            judging.declare(seat, has_interest=False, note="", by=assessor.person, at=self._later(1))

    def _vote(self) -> None:
        rounds = [(YES, YES, NO)]
        if self.stop == ProcedureState.UNDECIDED:
            rounds = [(YES, NO, AGAIN)] * 3
        elif self.stop == ProcedureState.REFUSED:
            rounds = [(YES, NO, AGAIN), (NO, NO, AGAIN)]
        seats = list(Seat.objects.taken().with_dossier().filter(procedure=self.procedure))
        for number, votes in enumerate(rounds, 1):
            for seat, vote in zip(seats, votes, strict=True):
                told = {"vote": vote, "motivation": MOTIVATIONS[vote], "number": number}
                judging.cast(seat, **told, by=seat.assessor.person, at=self._later(2))

    def _end(self) -> None:
        verdict, owner = self.procedure.verdict, self.cast.owner
        is_recognised = verdict == Outcome.RECOGNISED
        told = {
            "outcome": verdict,
            "level": self.procedure.level if is_recognised else "",
            "motivation": MOTIVATIONS[YES if is_recognised else NO],
            "conditions": "Beschrijf binnen een jaar hoe u de kwaliteit bewaakt." if is_recognised else "",
        }
        deciding.decide(self.procedure, **told, by=self.cast.editor, at=self._later(3))
        if self.stop == ProcedureState.OBJECTED:
            deciding.object_to(self.procedure, by=owner, at=self._later(5), note="De voorwaarde is al vervuld.")
        elif self.stop != ProcedureState.DECIDED:
            deciding.conclude(self.procedure, by=owner, at=self._later(6))
