"""What is known when an Xpert is looked for, read in a fixed number of queries, however many Xperts there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Max, Prefetch, Sum

from loket.accounts.models import Organisation
from loket.core.working_days import local_date
from loket.search import dutch
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from xperts.cases.enums import State
from xperts.cases.models import Applicant, Case, CaseHistory
from xperts.pool import affinity, granting
from xperts.pool.enums import HOLDING, AskState
from xperts.pool.models import Ask, Rules, Xpert

LIVE_STATES = (State.GRANTED, State.PROPOSED, State.CONTRACT, State.RUNNING)
"""In these an ask or a yes takes hours of an Xpert."""

DONE_STATES = (State.EVALUATED, State.PUBLISHED, State.CLOSED)


@dataclass(frozen=True)
class Question:
    """What a case asks, and whom it concerns. Organisations as numbers of today; people as numbers of accounts."""

    case: Case
    words: dict[str, float]
    minutes: int
    people: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    diagnosed_by: int | None = None
    preferred: frozenset[int] = frozenset()
    preferred_kind: str = ""

    @cached_property
    def municipalities(self) -> frozenset[str]:
        around = {code for area in self.case.areas for code in lookup.area_with_ancestors(area)}
        return frozenset(code for code in around if lookup.area_kind(code) == AreaKind.MUNICIPALITY)


@dataclass(frozen=True)
class Load:
    """What somebody has on their hands: how many, and the minutes they were granted."""

    number: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Pool:
    """The Xperts with what the gate asks of them; ``asked`` is how their asks for this case stand."""

    rules: Rules
    today: date
    xperts: tuple[Xpert, ...]
    loads: dict[int, Load] = field(default_factory=dict)
    ended: dict[int, date] = field(default_factory=dict)
    asked: dict[int, str] = field(default_factory=dict)
    successors: dict[int, int] = field(default_factory=dict)

    def load(self, xpert: Xpert) -> Load:
        return self.loads.get(xpert.pk, Load())

    def current(self, organisation: int | None) -> int | None:
        """What an organisation is called today, as a number: the end of its chain of successors."""
        return _current(organisation, self.successors)


def question(case: Case, successors: dict[int, int]) -> Question:
    """Read what a case asks: two queries."""
    case = (
        Case.objects.select_related("contact", "question", "intake", "diagnosis", "application")
        .prefetch_related(
            Prefetch("applicants", Applicant.objects.select_related("person__organisation", "organisation"))
        )
        .get(pk=case.pk)
    )
    diagnosis, application = _part(case, "diagnosis"), _part(case, "application")
    applicants = list(case.applicants.all())
    named = [row for applicant in applicants for row in _organisations(applicant)]
    ids = {case.organisation_id, case.contact.organisation_id if case.contact else None}
    ids |= {row.pk for row in named}
    return Question(
        case=case,
        words=affinity.counted(_texts(case, diagnosis, application)),
        minutes=granting.minutes_each(case),
        people=frozenset({case.contact_id, *(row.person_id for row in applicants)} - {None}),
        organisations=frozenset({_current(number, successors) for number in ids} - {None}),
        names=frozenset(dutch.fold(row.name) for row in named),
        unknown=tuple(row.name for row in applicants if not _organisations(row)),
        diagnosed_by=diagnosis.made_by_id if diagnosis else None,
        preferred=frozenset({application.preferred_xpert_id} - {None}) if application else frozenset(),
        preferred_kind=application.preferred_kind if application else "",
    )


def _part(case: Case, name: str):
    """A part of the dossier; None when it was not written yet."""
    return getattr(case, name, None)


def _organisations(applicant) -> list[Organisation]:
    of_account = applicant.person.organisation if applicant.person else None
    return [row for row in (applicant.organisation, of_account) if row]


def _texts(case: Case, diagnosis, application) -> Iterable[str]:
    """The words of the case, without those about who is involved; the title counts twice."""
    intake = _part(case, "intake")
    yield from (case.title, case.title)
    if case.question:
        yield case.question.found or case.question.asked
    if intake:
        yield from (intake.wished_result, intake.context)
    if diagnosis:
        yield from (diagnosis.situation, diagnosis.determinants, diagnosis.obstacles)
    if application:
        yield application.help_asked


def read(case: Case, *, at: datetime, only: Xpert | None = None) -> tuple[Question, Pool]:
    """The question and the pool at a moment; ``only`` reads one Xpert, for the look before an answer counts."""
    rules, today = Rules.objects.current(), local_date(at)
    successors = dict(Organisation.objects.filter(successor__isnull=False).values_list("pk", "successor_id"))
    xperts = Xpert.objects.in_pool().select_related("person__organisation", "person__training_standing", "institute")
    xperts = xperts.prefetch_related("interests", "availability")
    rows = tuple(xperts.filter(pk=only.pk) if only else xperts)
    pool = Pool(
        rules=rules,
        today=today,
        xperts=rows,
        loads=loads(without=case),
        ended=_ended(today - timedelta(days=rules.rest_days), at),
        asked=_asked(case),
        successors=successors,
    )
    return question(case, successors), pool


def loads(*, without: Case | None = None) -> dict[int, Load]:
    """By Xpert what is asked of them or accepted and still goes on; one query."""
    live = Ask.objects.filter(state__in=HOLDING, case__state__in=LIVE_STATES)
    if without is not None:
        live = live.exclude(case=without)
    rows = live.order_by().values("xpert").annotate(number=Count("pk"), minutes=Sum("minutes"))
    return {row["xpert"]: Load(row["number"], row["minutes"]) for row in rows}


def _ended(since: date, at: datetime) -> dict[int, date]:
    """By Xpert the day on which their last job ended, of those that may still give a right to rest."""
    rows = CaseHistory.objects.filter(
        act="evaluate",
        at__gte=at - timedelta(days=(local_date(at) - since).days + 1),
        subject__state__in=DONE_STATES,
        subject__asks__state=AskState.ACCEPTED,
    )
    last = rows.order_by().values("subject__asks__xpert").annotate(last=Max("at"))
    return {row["subject__asks__xpert"]: local_date(row["last"]) for row in last}


def _asked(case: Case) -> dict[int, str]:
    """How the last ask of each Xpert for this case stands; a decline or a yes stays above a later withdrawal."""
    found: dict[int, str] = {}
    for number, state in Ask.objects.filter(case=case).order_by("asked_at").values_list("xpert", "state"):
        if found.get(number) not in (AskState.DECLINED, AskState.ACCEPTED):
            found[number] = state
    return found


def _current(number: int | None, successors: dict[int, int]) -> int | None:
    for _step in range(len(successors)):
        if number not in successors:
            break
        number = successors[number]
    return number
