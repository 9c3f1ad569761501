"""The demo: real entries from the source documents, invented people, and proposals in every state.

Everything goes through the functions that people use, at moments in the past that are passed along.
"""

import io
import pathlib
import tempfile
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import transaction

from loket.accounts import organisations
from loket.accounts.demo import address, create_demo_accounts
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.api import demo as connections
from loket.catalogue import attachments, importing, workflow
from loket.catalogue.collections import demo as collections
from loket.catalogue.dossiers import demo as dossiers
from loket.catalogue.experiences import demo as experiences
from loket.catalogue.following import demo as following
from loket.catalogue.gaps import demo as gaps
from loket.catalogue.mixes import demo as mixes
from loket.catalogue.models import Entry
from loket.catalogue.partners.demo import loading as partners
from loket.catalogue.points import demo as points
from loket.catalogue.recognition import demo as recognition
from loket.core.files.checking import FileFacts
from loket.core.files.kinds import KINDS
from loket.home.demo import documents, proposals
from loket.monitoring import demo as monitoring
from loket.monitoring.steering.demo import loading as steering
from loket.monitoring.surveys.demo import loading as surveys
from loket.newsletter.demo import loading as newsletter
from network.campaigns import demo as campaigns
from network.directory.demo import loading as directory
from network.events.demo import loading as events
from network.invitations.demo import loading as invitations
from network.learning.demo import loading as networks
from network.notices.demo import loading as notices
from network.outside.demo import loading as outside
from network.regions.demo import loading as regions
from servicedesk.appeals import demo as appeals
from servicedesk.collective import demo as collective
from servicedesk.consulting import demo as consulting
from servicedesk.demo import loading as questions
from xperts.cases.demo import loading as cases
from xperts.kernteam import demo as kernteam
from xperts.pool.demo import loading as pool
from xperts.trajectories import demo as trajectories

ENTRIES = pathlib.Path(__file__).parent / "entries"
# How many days ago each source came in: what came first is due for a check by now, as in real life.
DAYS_AGO = {"000": 420, "001": 300, "002": 200, "003": 90, "004": 30}
FILE_KINDS = ("pdf", "docx", "pdf", "pptx", "pdf", "odt")
FILES = 24
# What stands on the entries, in an order in which each finds what it needs.
PARTS = (
    recognition,
    experiences,
    following,
    collections,
    mixes,
    points,
    gaps,
    partners,
    dossiers,
    directory,
    campaigns,
    outside,
    events,
    networks,
    regions,
    notices,
    questions,
    collective,
    appeals,
    consulting,
    cases,
    pool,
    kernteam,
    trajectories,
    newsletter,
    invitations,
    connections,
    steering,
    surveys,
    monitoring,
)
WITH_FILES = ("handreiking", "handleiding", "materiaal", "toolkit", "praktijkvoorbeeld", "richtlijn")


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty portal; does nothing when there are entries already. ``at``: the moment that counts as now."""
    if Entry.objects.exists():
        say("Er staat al inhoud: niets veranderd.")
        return
    people = {role: User.objects.get(email=user.email) for role, user in _people().items()}
    organisations.load(organisations.rows_in(ENTRIES))
    for path in sorted(ENTRIES.glob("0*.jsonl")):
        with path.open("rb") as lines:
            report = importing.run(lines, at=at - timedelta(days=DAYS_AGO[path.stem]), by=people[Role.REDACTIE])
        say(f"Bron {path.stem}: {report.created} ingangen.")
    say(f"{_bring_files(people, at=at)} bestanden gemaakt.")
    played = proposals.play(people[Role.PROFESSIONAL], people[Role.REDACTIE], at=at)
    say(f"{played} voorstellen in verschillende standen.")
    for part in PARTS:
        part.load(at=at, say=say)
    # For what was granted and still waits for an Xpert.
    pool.ask(at=at, say=say)


def _people() -> dict[str, User]:
    made = {user.email: user for user in create_demo_accounts()}
    return {role: made[address(role)] for role in (Role.PROFESSIONAL, Role.PARTNER, Role.REDACTIE)}


def _bring_files(people: dict[str, User], *, at: datetime) -> int:
    """A document with some two dozen entries: brought by the partner, accepted by the editor."""
    partner, editor = people[Role.PARTNER], people[Role.REDACTIE]
    chosen = Entry.objects.published().filter(kind__in=WITH_FILES).order_by("kind", "external_id")
    step = max(1, chosen.count() // FILES)
    done = 0
    for number, entry in enumerate(list(chosen[::step])[:FILES]):
        _bring_file(entry, FILE_KINDS[number % len(FILE_KINDS)], partner, editor, at=at - timedelta(days=20))
        done += 1
    return done


def _bring_file(entry: Entry, kind: str, partner: User, editor: User, *, at: datetime) -> None:
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = pathlib.Path(folder) / f"{entry.slug}.{kind}"
        documents.build(entry.content | {"fields": entry.content["fields"]}, kind, path)
        Entry.objects.filter(pk=entry.pk).update(owner=partner)
        entry.owner = partner
        revision = workflow.propose_change(entry, by=partner, at=at)
        # Our own document needs no inspection, which takes a process a file.
        facts = FileFacts(kind, KINDS[kind].label, KINDS[kind].mime, path.name, path.stat().st_size)
        file = attachments.add(entry, File(io.BytesIO(path.read_bytes()), name=path.name), facts, by=partner, at=at)
        workflow.save(revision, revision.content | {"files": [file.pk]}, by=partner, at=at)
        _fill_gaps(revision, partner, at=at)
        workflow.submit(revision, by=partner, at=at, remark="Het document is toegevoegd.")
        workflow.accept(revision, by=editor, at=at + timedelta(days=2))


def _fill_gaps(revision, partner: User, *, at: datetime) -> None:
    """An entry whose source is silent on something obligatory gets the nearest that it does say."""
    content = revision.content
    if not content["themes"] and not content["process_themes"]:
        workflow.save(revision, content | {"process_themes": ["samenwerken"]}, by=partner, at=at)
    if content["kind"] == "praktijkvoorbeeld" and not content["fields"].get("aanpak"):
        told = content["fields"] | {"aanpak": content["body"] or content["summary"]}
        workflow.save(revision, revision.content | {"fields": told}, by=partner, at=at)
