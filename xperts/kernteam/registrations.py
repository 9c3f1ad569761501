"""What the kernteam adds to other areas: reminders, my tasks, a menu, what is kept of a person, and what it granted."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models.signals import pre_save
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus
from loket.core.working_days import local_date
from xperts.cases import reminding, signals
from xperts.cases.models import Case
from xperts.kernteam import leaving, overview_pages, pages, permissions, receiving, recipients, team
from xperts.kernteam.models import Asked, BallotVersion, Decision, Declaration, Letter
from xperts.pool import gate, granting
from xperts.pool.models import Xpert

MOST_TASKS = 20
_AREA = "Kernteam"


def register() -> None:
    signals.case_stepped.connect(receiving.on_step, dispatch_uid="kernteam_follows_cases")
    signals.case_changed.connect(receiving.on_change, dispatch_uid="kernteam_looks_at_ties_again")
    pre_save.connect(receiving.on_person_saved, sender=User, dispatch_uid="kernteam_keeps_xperts_from_a_seat")
    reminding.register_recipients(recipients.for_reminder, address=recipients.address)
    menus.register(menus.Page(menus.WORK, "Kernteam", "kernteam", "gavel", 86, allowed=permissions.can_open))
    my_loket.register_tasks(tasks)
    privacy.register_export("kernteam", _export)
    privacy.register_erasure("kernteam", leaving.erase)
    granting.register_number(_granted_xperts)
    gate.register_diagnosis_waiver(_waived)
    gate.register_barriers(_judged)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For members what waits for their ballot, for coordinators what can be decided, for the desk the letters."""
    member = team.member_of(user)
    if member is not None:
        for row in pages.waiting_for(member, limit=MOST_TASKS):
            due = local_date(row.case.decision_due_at)
            url = reverse("kernteam_case", args=[row.case.number])
            yield my_loket.Task(row.case.reference, url, _AREA, "Oordeel geven", due, due < local_date(timezone.now()))
    if permissions.keeps_team(user):
        yield from _to_decide(user)
    if permissions.edits_letters(user):
        letters = Letter.objects.filter(sent_at__isnull=True).exclude(decision__case__in=Case.objects.of_asker(user))
        for row in letters.select_related("decision__case")[:MOST_TASKS]:
            case = row.decision.case
            url = reverse("kernteam_letter", args=[case.number])
            yield my_loket.Task(case.reference, url, _AREA, "Besluitbrief nalezen en versturen")


def _to_decide(user: User) -> Iterator[my_loket.Task]:
    """Cases with enough ballots, and those with too few seats; what they say is only on the page."""
    at = timezone.now()
    for line in overview_pages.first_lines(user, limit=MOST_TASKS, at=at):
        said = "Te weinig zetels" if line["is_short"] else "Besluit nemen" if line["can_count"] else ""
        if said and line["shows_seats"]:
            case = line["case"]
            due, url = local_date(case.decision_due_at), reverse("kernteam_case", args=[case.number])
            yield my_loket.Task(case.reference, url, _AREA, said, due, due < local_date(at))


def _granted_xperts(case: Case) -> int:
    return Decision.objects.filter(case=case).values_list("xperts", flat=True).first() or 1


def _waived(case: Case) -> Iterable[int]:
    """Who made the diagnosis and may help all the same, because the decision says why."""
    rows = Decision.objects.filter(case=case, case__diagnosis__made_by__isnull=False).exclude(waiver="")
    return rows.values_list("case__diagnosis__made_by", flat=True)


def _judged(xperts: Iterable[Xpert], case: Case, at: datetime) -> dict[int, str]:
    """Who judged a case does not give the help in it (hard cases: *How an Xpert is proposed*)."""
    judges = set(BallotVersion.objects.filter(ballot__case=case).values_list("member__person", flat=True))
    return {row.pk: "Oordeelde in het kernteam over deze aanvraag." for row in xperts if row.person_id in judges}


def _export(user: User) -> dict:
    """One's own seat, answers and ballots; of others nothing."""
    versions = BallotVersion.objects.filter(member__person=user).select_related("ballot__case").order_by("at")
    declared = Declaration.objects.filter(member__person=user).select_related("case")
    asked = Asked.objects.filter(member__person=user).select_related("case")
    return {
        "gevraagd": [{"aanvraag": row.case.reference, "wanneer": row.at.isoformat()} for row in asked],
        "belangen": [
            {"aanvraag": row.case.reference, "belang": row.has_conflict, "toelichting": row.note} for row in declared
        ],
        "oordelen": [
            {
                "aanvraag": row.ballot.case.reference,
                "oordeel": row.choice,
                "motivering": row.motivation,
                "per criterium": row.judgements,
                "wanneer": row.at.isoformat(),
            }
            for row in versions
        ],
        **leaving.place_of(user),
    }
