"""Twelve mixes for the demo: nine from the projects of source 002 as far as it tells, three that are invented.

Everything goes through the functions that people use, at moments in the past that are passed along. Which pillar a row
of source 002 stands in is our own choice where the source does not say.
"""

from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue.mixes import rivierenland, sharing, workflow
from loket.catalogue.mixes.demo_invented import INVENTED
from loket.catalogue.mixes.demo_plans import PROJECTS
from loket.catalogue.mixes.enums import Right
from loket.catalogue.mixes.models import Mix
from loket.catalogue.models import Entry

BEGUN_DAYS_AGO = 120
COLLEAGUES = {"beleid": "Demo Beleidsadviseur", "gezondheidsmakelaar": "Demo Gezondheidsmakelaar"}


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Make the mixes; does nothing when there are mixes already. ``at``: the moment that counts as now."""
    if Mix.objects.exists():
        return
    owner = User.objects.get(email=address(Role.PROFESSIONAL))
    partner = User.objects.get(email=address(Role.PARTNER))
    colleagues = [_colleague(name, label, owner) for name, label in COLLEAGUES.items()]
    begun = at - timedelta(days=BEGUN_DAYS_AGO)
    first = load_rivierenland(by=owner, at=begun)
    workflow.name_version(first, "Vastgesteld plan 2019–2022", by=owner, at=begun + timedelta(days=14))
    sharing.invite(first, colleagues[0].email, Right.EDIT, by=owner, at=begun + timedelta(days=15))
    sharing.invite(first, partner.email, Right.VIEW, by=owner, at=begun + timedelta(days=15))
    owners = (owner, *colleagues, partner)
    for number, plan in enumerate((*PROJECTS, *INVENTED), 1):
        moment = begun + timedelta(days=9 * number)
        make(plan, by=owners[number % len(owners)], at=moment)
    say(f"{Mix.objects.count()} interventiemixen.")


def load_rivierenland(*, by: User, at: datetime) -> Mix:
    """The plan of Rivierenland: seven recognised interventions on 43 places for 1,100 residents, and the rest."""
    rows = (*rivierenland.RECOGNISED, *rivierenland.OTHERS)
    return make({"details": rivierenland.DETAILS, "rows": rows}, by=by, at=at)


def make(plan: dict, *, by: User, at: datetime) -> Mix:
    """A mix from plain values: ``details``, ``priorities`` and ``rows``."""
    mix = workflow.create(by=by, at=at, **plan["details"])
    for priority in plan.get("priorities", ()):
        workflow.save_priority(mix, dict(priority), by=by, at=at + timedelta(hours=1))
    names = {row.get("external_id", "") for row in plan["rows"]} | {"bron002-b-slim", "bron002-welzijn-op-recept"}
    entries = {entry.external_id: entry for entry in Entry.objects.published().filter(external_id__in=names)}
    umbrellas = {entry.title: entry.pk for entry in entries.values()}
    for minutes, told in enumerate(plan["rows"], 1):
        _put(mix, dict(told), entries, umbrellas, by=by, at=at + timedelta(days=1, minutes=minutes))
    return mix


def _put(mix: Mix, told: dict, entries: dict, umbrellas: dict, *, by: User, at: datetime) -> None:
    """An entry where the catalogue has it, else an activity of one's own."""
    entry = entries.get(told.pop("external_id", ""))
    told["umbrella_entry_id"] = umbrellas.get(told.get("umbrella", ""))
    if entry is None:
        workflow.add_activity(mix, by=by, at=at, **told)
        return
    row = workflow.add_entry(mix, entry, by=by, at=at, pillar=told["pillar"])
    told.pop("title")
    workflow.save_row(mix, row.pk, told, seen=row.version, by=by, at=at + timedelta(seconds=30))


def _colleague(name: str, label: str, owner: User) -> User:
    found = User.objects.filter(email=address(name)).first()
    fields = {"name": label, "organisation": owner.organisation, "roles": [Role.PROFESSIONAL], "sector": "gemeente"}
    return found or User.objects.create_user(address(name), **fields)
