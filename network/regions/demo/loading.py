"""Plays two years of three learning regions: stories, scans, needs, sessions and a coupling.

The regions and their stories are those of source 004; people, scores and what is said are invented.
"""

from datetime import datetime, time, timedelta

from loket.accounts.demo import ORGANISATION, address
from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.core.working_days import AMSTERDAM, add_months, is_working_day, local_date
from network.learning import joining
from network.learning import workflow as networks
from network.learning.enums import Access, Kind
from network.learning.models import LearningNetwork
from network.regions.demo import talks
from network.regions.demo.stories import ELEMENTS, LEIDSCHE_RIJN, REGIONS, TEXEL
from network.regions.enums import Box, ConsentKind, Phase, Side
from network.regions.models import Coupling, LearnSession, Region
from network.regions.workflow import couplings, founding, needs, scanning, sessions, storytelling
from network.regions.workflow.storytelling import Base

DAYS_AGO = 730
MEMBERS = 4
SCANS = ((690, "Eerste meting (voorbeeld)"), (360, "Tussenmeting (voorbeeld)"), (40, "Laatste meting (voorbeeld)"))
FIRST = ("Anke", "Bram", "Carla", "Daan", "Els", "Farid", "Greet", "Hamid", "Inge", "Joost", "Karin", "Lars")
LAST = ("Voorbeeld", "Proefman", "Testers", "Verzonnen", "Van der Demo", "Monster")
EVIDENCE = {1: "Er is hier nog niets voor geregeld.", 2: "Het hangt aan een paar mensen.", 5: "Dit loopt vanzelf."}


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Make the regions on a portal that has none. ``at``: the moment that counts as now."""
    if Region.objects.exists():
        return
    desk = User.objects.get(email=address(Role.SERVICEDESK))
    leaders = [User.objects.get(email=address(role)) for role in (Role.PROFESSIONAL, Role.PARTNER)]
    leaders.append(_person(len(REGIONS) * MEMBERS))
    groups = []
    for number, (data, leader) in enumerate(zip(REGIONS, leaders, strict=True)):
        people = [leader, *(_person(number * MEMBERS + place) for place in range(MEMBERS))]
        groups.append((_region(data, people, desk, at=at), people))
    for data, (region, people) in zip(REGIONS, groups, strict=True):
        _write(data, region, people, at=at)
        _scan(data, region, people, at=at)
        _ask(region, people, at=at)
    _learn(groups, at=at)
    _couple(groups, desk, at=at)
    say(f"{len(groups)} leerregio's met {LearnSession.objects.count()} leersessies.")


def _person(number: int) -> User:
    """An invented member; has no password, so nobody signs in as one."""
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
    email = f"leerregio-{number}@voorbeeld.nl"
    found = User.objects.filter(email=email).first()
    organisation = Organisation.objects.filter(name=ORGANISATION).first()
    return found or User.objects.create_user(email, name=name, level="2", organisation=organisation)


def _region(data: dict, people: list[User], desk: User, *, at: datetime) -> Region:
    """A network that was proposed, approved and begun, with its members, as a learning region."""
    begun = at - timedelta(days=DAYS_AGO)
    network = LearningNetwork.objects.filter(name=data["name"]).first() or _network(data, people[0], desk, at=begun)
    for place, person in enumerate(people[1:]):
        role = {"role": "bewoner"} if place == MEMBERS - 1 else {}
        joining.join(network, by=person, at=begun + timedelta(days=5 + place), **role)
    region = founding.found(network, by=people[0], at=begun + timedelta(days=6))
    founding.change_profile(region, dict(data["profile"]), by=people[0], at=begun + timedelta(days=7))
    if data["phase"] == Phase.IMPLEMENT:
        note = "Er loopt nu een programma met vaste thema's."
        founding.go(region, "implement", by=people[0], at=begun + timedelta(days=300), note=note)
    return region


def _network(data: dict, leader: User, desk: User, *, at: datetime) -> LearningNetwork:
    names = ("name", "purpose", "start_question", "areas", "themes")
    starts = local_date(at)
    content = {name: data[name] for name in names}
    content |= {"kind": Kind.REGION, "access": Access.OPEN, "starts_on": starts, "ends_on": add_months(starts, 48)}
    why = "Dit is een van de drie leerregio's van het RIVM; er was nog geen netwerk voor."
    network = networks.propose(content, looked_at=[], why_new=why, by=leader, at=at)
    networks.approve(network, by=desk, at=at + timedelta(days=2))
    networks.begin(network, by=leader, at=at + timedelta(days=4))
    return network


def _write(data: dict, region: Region, people: list[User], *, at: datetime) -> None:
    """The story is begun together, kept as a version, and changed by other people a year later."""
    begun = at - timedelta(days=DAYS_AGO - 30)
    for place, key in enumerate(Box):
        by, moment = people[place % len(people)], begun + timedelta(minutes=place)
        storytelling.save(region, key, data["first"][key], base=Base(0), by=by, at=moment)
    storytelling.name_version(region, "Eerste versie", by=people[0], at=begun + timedelta(hours=1))
    later = at - timedelta(days=300)
    for place, (key, text) in enumerate(data["later"].items()):
        by, moment = people[(place + 1) % len(people)], later + timedelta(minutes=place)
        storytelling.save(region, key, text, base=Base(1), by=by, at=moment)
    storytelling.name_version(region, "Na een jaar bijgesteld", by=people[1], at=later + timedelta(hours=1))
    for kind in ConsentKind:
        founding.give(region, kind, by=people[0], at=later + timedelta(days=1))


def _scan(data: dict, region: Region, people: list[User], *, at: datetime) -> None:
    """Three moments in two years; members differ a little, and the middle one is the median."""
    for (days, name), medians in zip(SCANS, data["scores"], strict=True):
        moment = at - timedelta(days=days)
        scan = scanning.open_scan(region, name, by=people[0], at=moment)
        for place, person in enumerate(people):
            shift = (0, 1, -1, 0, 0)[place]
            values = [min(5, max(1, median + shift)) for median in medians]
            scores = {code: (value, EVIDENCE.get(value, "")) for code, value in zip(ELEMENTS, values, strict=True)}
            scanning.score(scan, scores, by=person, at=moment + timedelta(days=place))
        scanning.close(scan, by=people[0], at=moment + timedelta(days=14))


def _ask(region: Region, people: list[User], *, at: datetime) -> None:
    """Learning needs of several kinds; some were answered, with a source."""
    asked = [row for row in talks.NEEDS if row["region"] == region.network.name]
    for place, row in enumerate(asked):
        moment = at - timedelta(days=row["days"])
        content = {name: row[name] for name in ("kind", "title", "questions")} | {"is_shared": row["is_shared"]}
        need = needs.ask(region, content, by=people[place % len(people)], at=moment)
        if "answer" in row:
            given = {"text": row["answer"], "source": row["source"]}
            later = moment + timedelta(days=60)
            needs.add_answer(need, given, by=people[0], at=later, is_enough=True)


def _learn(groups: list[tuple[Region, list[User]]], *, at: datetime) -> None:
    """The sessions that the three regions held together, and one that comes."""
    for row in talks.SESSIONS:
        host, people = groups[row["host"]]
        guests = [region for region, _ in groups if region != host]
        session = _planned(row, host, people, guests, at=at)
        if row["days"] > 0:
            continue
        _talk(row, session, groups, at=session.starts_at)
        done = session.ends_at + timedelta(days=1)
        sessions.harvest(session, by=people[0], at=done, summary=row["summary"], is_shared=True)


def _planned(row: dict, host: Region, people: list[User], guests: list[Region], *, at: datetime) -> LearnSession:
    starts = _clock(at, row["days"])
    content = {name: row[name] for name in ("title", "place", "note", "elements")}
    content |= {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    taken_up = list(host.needs.filter(kind=row["kind"], state="open").select_related("region__network"))
    told = min(at, starts) - timedelta(days=21)
    return sessions.plan(host, content, by=people[0], at=told, taken_up=taken_up, guests=guests)


def _clock(at: datetime, days: int) -> datetime:
    """One o'clock in the afternoon of the first working day from there."""
    day = local_date(at) + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(13), tzinfo=AMSTERDAM)


def _talk(row: dict, session: LearnSession, groups: list, *, at: datetime) -> None:
    """Each case goes through its steps; then everybody writes down what they notice."""
    for place, told in enumerate(row.get("cases", ())):
        people = groups[told["region"]][1]
        others = [
            person for number, (_, group) in enumerate(groups) if number != told["region"] for person in group[:2]
        ]
        case = sessions.bring(session, told["case"], by=people[1], at=at + timedelta(minutes=place * 40))
        for name, lines in zip(("to_questions", "to_tips", "to_taken"), told["said"], strict=True):
            sessions.step(case, name, by=people[1], at=at)
            speakers = [people[1]] if name == "to_taken" else others
            for number, line in enumerate(lines):
                sessions.say(case, line, by=speakers[number % len(speakers)], at=at)
        sessions.step(case, "finish", by=people[1], at=at)
    for number, (role, changes) in enumerate(row.get("noticed", ())):
        sessions.notice(session, role, list(changes), by=groups[number % len(groups)][1][1 + number % MEMBERS], at=at)
    for told in row.get("measured", ()):
        sessions.measure(session, dict(told), by=groups[0][1][0], at=at)


def _couple(groups: list[tuple[Region, list[User]]], desk: User, *, at: datetime) -> None:
    """Wishes, a division by the rules, one coupling that was used and one for which a meeting stands."""
    by_name = {region.network.name: (region, people) for region, people in groups}
    texel, leidsche_rijn = by_name[TEXEL["name"]], by_name[LEIDSCHE_RIJN["name"]]
    couplings.prefer(texel[0], [leidsche_rijn[0]], by=texel[1][0])
    couplings.propose(by=desk, at=at - timedelta(days=25))
    leaders = {region.pk: people[0] for region, people in groups}
    proposed = list(Coupling.objects.filter(state="proposed").whole().order_by("-score", "pk"))
    for number, coupling in enumerate(proposed[:3]):
        couplings.approve(coupling, by=desk, at=at - timedelta(days=23))
        if number == 2:
            continue
        moment = at - timedelta(days=20)
        couplings.agree(coupling, Side.HELPER, by=leaders[coupling.helper_id], at=moment)
        couplings.agree(coupling, Side.LEARNER, by=leaders[coupling.learner_id], at=moment + timedelta(days=1))
        _meet(coupling, leaders, days=(-10, 12)[number], at=at)


def _meet(coupling: Coupling, leaders: dict[int, User], *, days: int, at: datetime) -> None:
    starts, by = _clock(at, days), leaders[coupling.learner_id]
    moment = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "place": "Online"}
    couplings.meet(coupling, **moment, by=by, at=at - timedelta(days=18))
    if days > 0:
        return
    couplings.ask_after_meetings(at=starts + timedelta(hours=2))
    coupling.refresh_from_db()
    told = {"helped": "ja", "note": "Wij namen de taakverdeling over en spraken een vervolg af."}
    couplings.tell_whether_it_helped(coupling, Side.LEARNER, **told, by=by, at=starts + timedelta(days=2))
