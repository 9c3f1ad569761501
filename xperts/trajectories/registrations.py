"""What trajectories add to other areas: tasks, a panel, menus, records for the pool, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

import pgtrigger
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import signals as catalogue
from loket.core import menus, retention
from loket.core.working_days import add_months, local_date
from xperts.cases import signals as cases
from xperts.cases.enums import State
from xperts.cases.permissions import sees_all
from xperts.kernteam import elsewhere
from xperts.pool import ranking
from xperts.trajectories import contracting, exemplifying, pages, permissions, reports
from xperts.trajectories.enums import ClaimState, ContractState
from xperts.trajectories.models import (
    Agreement,
    Claim,
    Consent,
    Contract,
    Engagement,
    Evaluation,
    HourEntry,
    LastingAnswer,
    Trajectory,
)

MOST_TASKS = 20
SHOWN = 5
KIND = "Advies op maat"
# Contracts and what was paid are kept as long as the tax law asks (AWR, article 52); then all of it goes.
KEPT_MONTHS = 7 * 12


def register() -> None:
    for function in (_own, _claims, _to_begin):
        my_loket.register_tasks(function)
    empty = my_loket.NextStep("U hebt geen traject.", "Mijn trajecten", "my_trajectories")
    my_loket.register_panel(
        my_loket.Panel("trajectories", "Mijn trajecten", _items, empty, "route", "my_trajectories", 18)
    )
    menus.register(menus.Page(menus.WORK, "Trajecten", "trajectories", "route", 90, sees_all))
    menus.register(menus.Page(menus.WORK, "Mijn uren", "my_hours", "clock", 92, permissions.is_any_xpert))
    privacy.register_export("trajecten", _export)
    privacy.register_erasure("trajecten", _erase)
    retention.register("trajecten van zeven jaar geleden", _forget)
    ranking.register_record(reports.records)
    elsewhere.register_reports(reports.to_discuss)
    cases.case_stepped.connect(_stepped, dispatch_uid="trajectories_begin")
    catalogue.entry_published.connect(_published, dispatch_uid="trajectories_published")


def _stepped(sender, *, case, name, by, at, **more) -> None:
    contracting.follow(case, name, by=by, at=at)


def _published(sender, *, entry, by, at, **more) -> None:
    exemplifying.publish(entry, by=by, at=at)


def _task(trajectory: Trajectory, url: str, detail: str, due=None) -> my_loket.Task:
    is_late = due is not None and due < local_date(timezone.now())
    return my_loket.Task(trajectory.case.title, url, KIND, detail, due, is_late)


def _own(user: User) -> Iterator[my_loket.Task]:
    """What waits for this person's side: signing, evaluating, what lasted, consent."""
    at = timezone.now()
    rows = Trajectory.objects.of(user)
    if sees_all(user):
        # For CGL: where a signature or an evaluation is missing.
        unsigned = Contract.objects.filter(state=ContractState.DRAFT).exclude(
            agreements__party="cgl", agreements__lapsed_at__isnull=True
        )
        rows = Trajectory.objects.filter(
            Q(pk__in=rows.values("pk"))
            | Q(pk__in=unsigned.values("trajectory"))
            | Q(finished_at__isnull=False, evaluated_at__isnull=True)
        )
    active = rows.exclude(case__state__in=(State.CLOSED, State.WITHDRAWN)).order_by("-begun_at")
    known = active.with_people().select_related("example", "lasting")
    for trajectory in known.prefetch_related("contracts__agreements", "evaluations")[:MOST_TASKS]:
        contracts = list(trajectory.contracts.all())
        answered = {(row.party, row.engagement_id) for row in trajectory.evaluations.all()}
        found = pages.next_step(trajectory, user, contracts, answered, at=at)
        if found:
            due = trajectory.evaluate_until if found.url_name == "evaluate_trajectory" else None
            yield _task(trajectory, found.url, found.text, due)


def _claims(user: User) -> Iterator[my_loket.Task]:
    """Own claims that came back; for coordinators how many wait."""
    returned = Claim.objects.filter(engagement__person=user, state=ClaimState.RETURNED)
    for claim in returned.select_related("engagement__trajectory__case")[:MOST_TASKS]:
        yield _task(claim.engagement.trajectory, reverse("my_hours"), f"Teruggestuurd: {claim.reason}"[:200])
    if permissions.can_judge_claims(user):
        waiting = Claim.objects.waiting().exclude(engagement__person=user).count()
        if waiting:
            title = "1 declaratie wacht" if waiting == 1 else f"{waiting} declaraties wachten"
            yield my_loket.Task(title, f"{reverse('claims')}?state=submitted", KIND, "Keur goed of stuur terug")


def _to_begin(user: User) -> Iterator[my_loket.Task]:
    """For the desk: cases of which nobody began the contract."""
    if sees_all(user):
        for case in pages.to_begin()[:MOST_TASKS]:
            url = reverse("trajectory_begin", args=[case.number])
            yield my_loket.Task(case.title, url, KIND, "De Xpert nam aan: maak het contract")


def _items(user: User) -> list[my_loket.Item]:
    rows = Trajectory.objects.of(user).select_related("case").order_by("-begun_at")[:SHOWN]
    return [
        my_loket.Item(row.case.title, row.get_absolute_url(), row.case.reference, row.case.get_state_display())
        for row in rows
    ]


def _export(user: User) -> dict:
    hours = HourEntry.objects.filter(engagement__person=user).order_by("day", "pk")
    parts = Engagement.objects.of(user).select_related("trajectory__case").order_by("pk")
    evaluations = Evaluation.objects.filter(person=user).select_related("trajectory__case").order_by("pk")
    lasting = LastingAnswer.objects.filter(person=user).order_by("pk")
    return {
        "xpert in": [
            {"aanvraag": row.trajectory.case.reference, "minuten": row.allowed_minutes, "gebruikt": row.used_minutes}
            for row in parts
        ],
        "uren": [
            {
                "dag": row.day.isoformat(),
                "minuten": row.minutes,
                "soort": row.get_kind_display(),
                "wat": row.what,
                "ingetrokken": row.withdrawn_at is not None,
            }
            for row in hours
        ],
        "declaraties": [
            {"maand": f"{row.month:%Y-%m}", "minuten": row.minutes, "centen": row.cents, "stand": row.state}
            for row in Claim.objects.filter(engagement__person=user).order_by("month")
        ],
        "getekend": [
            {"wat": str(row.contract), "versie": row.version, "wanneer": row.at.isoformat()}
            for row in Agreement.objects.filter(person=user).select_related("contract__trajectory__case").order_by("pk")
        ],
        "toestemmingen": [row.at.isoformat() for row in Consent.objects.filter(person=user).order_by("pk")],
        "evaluaties": [
            {
                "aanvraag": row.trajectory.case.reference,
                "resultaten": row.results,
                "succesfactoren": row.success_factors,
                "faalfactoren": row.failure_factors,
                "samenwerking": row.cooperation,
            }
            for row in evaluations
        ],
        "wat bleef": [{"antwoord": row.lasted, "toelichting": row.text} for row in lasting],
    }


def _erase(user: User, *, at: datetime) -> None:
    """Accounts are let go of by the database. What was signed and paid keeps its names for the term of the tax law."""
    Consent.objects.filter(person=user, lapsed_at__isnull=True, example__submitted_at__isnull=True).update(lapsed_at=at)


def _forget(at: datetime) -> int:
    """Trajectories of which the end is seven years ago: contract, hours, claims and evaluations."""
    before = add_months(local_date(at), -KEPT_MONTHS)
    old = Trajectory.objects.filter(finished_at__date__lt=before)
    count = old.count()
    if count:
        # The rows protect themselves against everything else.
        with pgtrigger.ignore():
            old.delete()
    return count
