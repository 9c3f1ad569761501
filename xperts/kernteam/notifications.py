"""Mails of the kernteam, written in the transaction of their cause. A link only opens a page (hard case 62).

No mail says anything of a ballot: who reads along on a telephone learns nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.accounts.enums import Role
from loket.core import outbox
from xperts.cases.models import Case
from xperts.kernteam.models import Asked, Decision, Member
from xperts.kernteam.team import CaseTeam, Gap


def link(name: str, *args) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def _send(people: Iterable, template: str, *, at: datetime, key: str = "", **context) -> None:
    """One mail for each active person; ``key`` makes it once for all time."""
    for person in {person.pk: person for person in people if person and person.is_active}.values():
        outbox.queue(
            to=person.email,
            template=f"kernteam/{template}",
            context={"person": person, **context},
            at=at,
            dedupe_key=f"kernteam:{template}:{key}:{person.pk}" if key else None,
        )


def coordinators(case: Case | None = None) -> list:
    """All of them, without who asks for this case: there the lower role wins (hard case 52)."""
    people = get_user_model().objects.with_role(Role.COORDINATOR).order_by("pk")
    if case is None:
        return list(people)
    asking = set(case.applicants.values_list("person", flat=True)) | {case.contact_id}
    return [person for person in people if person.pk not in asking]


def _about(case: Case) -> dict:
    return {"case": case, "link": link("kernteam_case", case.number)}


def asked(row: Asked, *, instead_of: str, at: datetime) -> None:
    """Somebody is asked for a ballot; the mail says as what, and why not the holder."""
    context = {"asked": row, "instead_of": instead_of, **_about(row.case)}
    _send([row.member.person], "asked", at=at, key=f"{row.pk}", **context)


def handed_over(row: Asked, *, to: str, at: datetime) -> None:
    """The original stays informed: somebody else acts for the seat now (hard case 59)."""
    _send([row.member.person], "handed_over", at=at, key=f"{row.pk}", asked=row, to=to, **_about(row.case))


def stopped(row: Asked, *, reason: str, at: datetime) -> None:
    """A ballot is not needed any more: thanked, with why (hard case 70)."""
    _send([row.member.person], "stopped", at=at, key=f"{row.pk}", asked=row, reason=reason, **_about(row.case))


def written_for(member: Member, case: Case, *, by, number: int, at: datetime) -> None:
    """A ballot was written down from a call on behalf of this member, who can change it."""
    _send([member.person], "written_for", at=at, key=f"{case.pk}:{member.pk}:{number}", by=by, **_about(case))


def discussed(case: Case, members: Iterable[Member], *, at: datetime, key: str) -> None:
    _send([member.person for member in members], "discussed", at=at, key=key, **_about(case))


def quorum_reached(case: Case, *, deciders: Iterable, at: datetime) -> None:
    """Once per case: enough ballots to decide."""
    _send(deciders, "quorum", at=at, key=str(case.pk), **_about(case))


def short_of_seats(found: CaseTeam, *, at: datetime) -> None:
    """Fewer than three seats are left in this case: a replacement is needed."""
    key = f"{found.case.pk}:{len(found.eligible)}"
    _send(coordinators(found.case), "short", at=at, key=key, count=len(found.eligible), **_about(found.case))


def quorum_in_danger(gap: Gap, *, at: datetime) -> None:
    """An absence leaves fewer than three seats on some days; told before it happens."""
    key = f"{gap.first:%Y%m%d}-{gap.last:%Y%m%d}-{'-'.join(gap.vacant)}"
    _send(coordinators(), "danger", at=at, key=key, gap=gap, link=link("kernteam_team"))


def conflict_told(case: Case, member: Member, *, at: datetime) -> None:
    """The coordinator hears of every answer with an interest; of the others on the page."""
    _send(coordinators(case), "conflict", at=at, key=f"{case.pk}:{member.pk}", member=member, **_about(case))


def decided(decision: Decision, letter_text: str, *, at: datetime) -> None:
    """The letter, to contact and applicants; once for each. A closed account does not break it (hard case 69)."""
    case = decision.case
    people = [case.contact, *(row.person for row in case.applicants.select_related("person"))]
    url = link("decision_letter", case.number)
    _send(people, "decided", at=at, key=str(case.pk), case=case, decision=decision, text=letter_text, link=url)
