"""A contract as people read it: time and money in words, and the PDF."""

import pathlib
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from loket.core import pdf
from loket.core.templatetags.formats import euro, long_date, moment
from loket.core.working_days import local_date
from xperts.trajectories import wording
from xperts.trajectories.enums import Bearer
from xperts.trajectories.models import Contract

TEMPLATE = pathlib.Path(__file__).with_name("contract.typ")


def duration(minutes: int | None) -> str:
    """Minutes as *12 uur*, *12 uur en 30 min* or *45 min*; never a part of a minute."""
    if minutes is None:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    words = f"{hours} uur" if hours or not rest else ""
    if rest:
        words += f"{' en ' if words else ''}{rest} min"
    return f"{'−' if minutes < 0 else ''}{words}"


def amount(cents: int) -> str:
    return euro(Decimal(cents) / 100)


def planning(content: dict) -> list[tuple[str, str, str]]:
    """(day, what, time of the Xpert) of each step."""
    rows = content["milestones"]
    return [
        (long_date(date.fromisoformat(row["day"])), row["what"], duration(row["minutes"]) if row["minutes"] else "")
        for row in rows
    ]


def costs(contract: Contract) -> list[tuple[str, str, str]]:
    """(what for, amount, who pays): first the hours of Xperts with a rate, then the rest."""
    parts = {row.pk: row for row in contract.trajectory.people}
    lines = []
    for line in contract.content["xperts"]:
        part = parts[line["engagement"]]
        if part.is_paid and line["minutes"]:
            what = f"{duration(line['minutes'])} van {line['name']}, {amount(part.rate_cents)} per uur"
            fee = wording.fees({"xperts": [line]}, [part])
            lines.append((what, amount(fee), Bearer.PROGRAMME.label))
        elif line["minutes"]:
            lines.append((f"{duration(line['minutes'])} van {line['name']}", "", part.institute))
    others = contract.content["costs"]
    return lines + [(row["what"], amount(row["cents"]), Bearer(row["bearer"]).label) for row in others]


def efforts(content: dict) -> list[tuple[str, str]]:
    """(who, how long) of askers and Xperts; who puts nothing in is left out."""
    askers = [
        (f"{row['name']}{', ' if row['organisation'] else ''}{row['organisation']}", row) for row in content["askers"]
    ]
    xperts = [(f"{row['name']} (Xpert)", row) for row in content["xperts"]]
    return [(who, duration(row["minutes"])) for who, row in askers + xperts if row["minutes"]]


def contract_pdf(contract: Contract) -> bytes:
    """The file; a draft says on each page that it is one."""
    case, content = contract.trajectory.case, contract.content
    at = contract.sealed_at or contract.changed_at
    day = local_date(at)
    agreed = [(row.name, row.get_party_display(), moment(row.at)) for row in contract.standing]
    return pdf.build(
        TEMPLATE,
        {
            "title": f"{contract.name} {case.reference}",
            "subject": case.title,
            "portal": settings.PORTAL_NAME,
            "is_addition": contract.number > 0,
            "is_draft": not contract.is_sealed,
            "version": contract.version,
            "goal": content["goal"],
            "result": content["result"],
            "conditions": content["conditions"],
            "rule": wording.RULE,
            "efforts": efforts(content),
            "planning": planning(content),
            "costs": costs(contract),
            "agreed": agreed,
            "sealed": moment(contract.sealed_at),
            "sha256": contract.sha256,
            "previous": contract.previous_sha256,
            "address": f"{settings.SITE_URL}{contract.get_absolute_url()}",
            "made": date_format(timezone.localtime(at), "j F Y"),
            "date": [day.year, day.month, day.day],
        },
    )
