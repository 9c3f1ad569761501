"""Learning regions with their people for tests."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from network.learning.enums import Kind
from network.regions.enums import Box, CouplingState, Element, NeedKind, ScanState
from network.regions.models import BoxText, Case, Coupling, LearnSession, Need, Region, Result, Scan
from network.regions.models.coupling import element_subject
from tests.network.learning import factory as networks

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
BEFORE = AT - timedelta(days=30)


def region(*agrees_to: str, traits: tuple[str, ...] = (), **fields) -> Region:
    """A learning region that agrees to these, in a network with these traits; ``leader`` facilitates it."""
    network = networks.network(*traits, kind=Kind.REGION, **fields)
    made = Region.objects.create(network=network, agrees_to=list(agrees_to), created_at=BEFORE, changed_at=BEFORE)
    BoxText.objects.bulk_create([BoxText(region=made, key=key) for key in Box.values])
    made.leader = networks.facilitator(network)
    return made


def member(of: Region, **fields):
    return networks.member(of.network, **fields)


def box(of: Region, key: str = Box.AMBITIONS) -> BoxText:
    return BoxText.objects.get(region=of, key=key)


def scanned(of: Region, **medians: float) -> Scan:
    """A closed scan with these medians, by the name of the element: ``scanned(region, MONEY=2)``."""
    scan = Scan.objects.create(
        region=of, name="Najaar", state=ScanState.CLOSED, opened_at=BEFORE, closed_at=BEFORE + timedelta(days=7)
    )
    for name, median in medians.items():
        bounds = {"lowest": int(median), "highest": int(median), "count": 3}
        Result.objects.create(scan=scan, element=Element[name], median=Decimal(str(median)), **bounds)
    return scan


def need(of: Region, kind: str = NeedKind.LASTING, **fields) -> Need:
    values = {"title": "Doorgaan na de subsidie", "created_at": BEFORE, "changed_at": BEFORE} | fields
    return Need.objects.create(region=of, kind=kind, **values)


def session(of: Region, *, guests: tuple[Region, ...] = (), **fields) -> LearnSession:
    starts = AT + timedelta(days=14)
    values = {"title": "Leersessie geld", "starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    made = LearnSession.objects.create(region=of, by=of.leader, created_at=BEFORE, **values | fields)
    made.guests.set(guests)
    return made


def case(of: LearnSession, by) -> Case:
    told = {"title": "Het geld stopt", "situation": "Over een half jaar is het op.", "question": "Wat nu?"}
    return Case.objects.create(session=of, by=by, at=BEFORE, **told)


def coupling(helper: Region, learner: Region, state: str = CouplingState.PROPOSED, **fields) -> Coupling:
    agreed = {}
    if state in (CouplingState.AGREED, CouplingState.PLANNED, CouplingState.MET):
        agreed = {"helper_agreed_at": BEFORE, "learner_agreed_at": BEFORE}
    if state in (CouplingState.PLANNED, CouplingState.MET):
        agreed |= {"starts_at": AT - timedelta(days=1), "ends_at": AT - timedelta(hours=23)}
    values = {"subject": element_subject(Element.MONEY), "score": 3, "reasons": ["1 stap verder"]}
    return Coupling.objects.create(
        helper=helper, learner=learner, state=state, proposed_at=BEFORE, **values | agreed | fields
    )
