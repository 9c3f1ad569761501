"""What a contract says, as one JSON object: a first draft from what is known, what is wrong with it, and its digest.

Times are minutes, money is euro cents, days are ISO dates. ``xperts`` of an addition are differences.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from loket.core.working_days import local_date
from xperts.trajectories import money
from xperts.trajectories.enums import Bearer, Party
from xperts.trajectories.models import Agreement, Contract, Engagement, Trajectory

RULE = "De Xpert geeft hulp en advies. De Xpert voert het werk niet uit: dat doet de aanvrager zelf."
"""Domain rule of layer 3 (000 §2.4): help, never doing the asker's work. It stands in each contract and cannot go."""

_PLANNED = ((14, "Eerste gesprek: doel en aanpak"), (60, "Tussenstand"), (120, "Afronden en verslag"))


def first_draft(trajectory: Trajectory, *, at: datetime) -> dict:
    """A contract filled with what pre-intake, application and grant say; both sides go on from there."""
    case = trajectory.case
    intake, application = getattr(case, "intake", None), getattr(case, "application", None)
    start = local_date(at)
    shares = money.parts(sum(row.granted_minutes for row in trajectory.people), len(_PLANNED))
    return {
        "goal": application.help_asked if application else "",
        "result": intake.wished_result if intake else "",
        "conditions": application.own_share if application else "",
        "askers": [_asker(row) for row in case.applicants.all()],
        "xperts": [_xpert(row, row.granted_minutes) for row in trajectory.people],
        "milestones": [
            {"day": (start + timedelta(days=days)).isoformat(), "what": what, "minutes": minutes}
            for (days, what), minutes in zip(_PLANNED, shares, strict=True)
        ],
        "costs": _own_costs(application),
        "rule": RULE,
    }


def _asker(row) -> dict:
    return {"name": row.name, "organisation": row.organisation_shown, "minutes": row.minutes}


def _xpert(engagement: Engagement, minutes: int) -> dict:
    return {"engagement": engagement.pk, "name": engagement.name, "minutes": minutes}


def _own_costs(application) -> list[dict]:
    if not (application and application.cents):
        return []
    what = (application.costs or "Eigen bijdrage")[:200]
    return [{"what": what, "cents": application.cents, "bearer": Bearer.ASKER.value}]


def first_addition(trajectory: Trajectory) -> dict:
    """An empty addition: why, what changes, and nobody gets more hours yet."""
    return {
        "goal": "",
        "result": "",
        "conditions": "",
        "askers": [],
        "xperts": [_xpert(row, 0) for row in trajectory.people],
        "milestones": [],
        "costs": [],
        "rule": RULE,
    }


def fees(content: dict, people: Iterable[Engagement]) -> int:
    """What the hours of the Xperts who are paid by the hour cost, in cents."""
    rates = {row.pk: row.rate_cents for row in people if row.is_paid}
    return sum(
        money.cost(line["minutes"], rates[line["engagement"]])
        for line in content["xperts"]
        if line["engagement"] in rates
    )


def programme_costs(content: dict, people: Iterable[Engagement]) -> int:
    """All that comes out of the grant, in cents."""
    others = sum(line["cents"] for line in content["costs"] if line["bearer"] == Bearer.PROGRAMME)
    return fees(content, people) + others


def missing(contract: Contract) -> list[str]:
    """What is still wrong, each a sentence; nobody can agree before this is empty."""
    return _missing_in_addition(contract) if contract.number else _missing_in_contract(contract)


def _missing_in_contract(contract: Contract) -> list[str]:
    content, trajectory = contract.content, contract.trajectory
    case, hours = trajectory.case, sum(line["minutes"] for line in content["xperts"])
    wrong = {
        "Schrijf het doel op.": not content["goal"].strip(),
        "Schrijf het gewenste resultaat op.": not content["result"].strip(),
        "Zet minstens één stap met een datum in de planning.": not content["milestones"],
        "Schrijf op hoeveel uur de aanvrager zelf inzet.": not sum(line["minutes"] for line in content["askers"]),
        "Geef elke Xpert uren.": any(line["minutes"] <= 0 for line in content["xperts"]),
        "Dit zijn meer uren dan er zijn toegekend.": hours > case.minutes,
        "Dit kost het programma meer dan er is toegekend.": programme_costs(content, trajectory.people) > case.cents,
    }
    return [sentence for sentence, is_wrong in wrong.items() if is_wrong] + _wrong_planning(content, hours)


def _missing_in_addition(contract: Contract) -> list[str]:
    content = contract.content
    changes = content["milestones"] or content["costs"] or any(line["minutes"] for line in content["xperts"])
    wrong = {
        "Schrijf op waarom deze aanvulling nodig is.": not content["goal"].strip(),
        "Schrijf op wat er verandert.": not (content["result"].strip() or changes),
    }
    return [sentence for sentence, is_wrong in wrong.items() if is_wrong] + _below_used(contract)


def _below_used(contract: Contract) -> list[str]:
    left = {row.pk: row.left_minutes for row in contract.trajectory.people}
    return [
        f"Bij {line['name']} kunnen er niet zoveel uren af: die zijn al gebruikt."
        for line in contract.content["xperts"]
        if left[line["engagement"]] + line["minutes"] < 0
    ]


def _wrong_planning(content: dict, hours: int) -> list[str]:
    planned = sum(line["minutes"] for line in content["milestones"])
    return ["In de planning staat meer tijd dan de Xpert heeft."] if planned > hours else []


def last_day(content: dict) -> date | None:
    """The day of the last step in the planning."""
    days = [date.fromisoformat(line["day"]) for line in content["milestones"]]
    return max(days, default=None)


def sealed_text(contract: Contract, agreements: Iterable[Agreement], *, previous: str, at: datetime) -> str:
    """The canonical JSON that is sealed: keys sorted, no spaces, UTF-8; who agreed and when stands in it."""
    told = {
        "case": contract.trajectory.case.reference,
        "title": contract.trajectory.case.title,
        "part": contract.number,
        "version": contract.version,
        "content": contract.content,
        "agreed": [{"party": Party(row.party).value, "name": row.name, "at": row.at.isoformat()} for row in agreements],
        "previous": previous,
        "sealed_at": at.isoformat(),
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
