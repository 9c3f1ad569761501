"""Fills the register from ``networks.tsv``; one was checked long ago, and one proposal waits for a keeper."""

import csv
import pathlib
from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from network.outside import workflow
from network.outside.enums import Kind
from network.outside.models import OutsideNetwork

TABLE = pathlib.Path(__file__).with_name("networks.tsv")
# Days ago that each was looked at; what was so more than a year ago is due.
CHECKED_DAYS_AGO = (30, 75, 410, 120, 20, 200, 45, 380)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty register; does nothing when there is something in it."""
    if OutsideNetwork.objects.exists():
        return
    desk = User.objects.get(email=address(Role.SERVICEDESK))
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            days = CHECKED_DAYS_AGO[number % len(CHECKED_DAYS_AGO)]
            workflow.propose(_network(row), by=desk, at=at - timedelta(days=days))
    _propose_only(at)
    say(f"{OutsideNetwork.objects.listed().count()} netwerken buiten het loket.")


def _network(row: dict[str, str]) -> OutsideNetwork:
    lists = {name: [code for code in row[name].split(",") if code] for name in ("themes", "areas")}
    plain = {name: row[name] for name in ("name", "kind", "organisation", "summary", "contact_role", "meets", "source")}
    return OutsideNetwork(**plain, **lists)


def _propose_only(at: datetime) -> None:
    professional = User.objects.get(email=address(Role.PROFESSIONAL))
    network = OutsideNetwork(
        name="Limburgs netwerk gezonde school (voorbeeld)",
        kind=Kind.COOPERATION,
        summary="Scholen en GGD delen hoe zij gezondheid een plek geven in de les.",
        themes=["gezond-opgroeien"],
        areas=["ggd-zuid-limburg"],
        meets="Elk half jaar",
    )
    workflow.propose(network, by=professional, at=at - timedelta(days=4))
