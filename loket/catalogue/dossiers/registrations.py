"""What dossiers add to other areas: links beside files, pieces of pages, menus, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import attachments, panels
from loket.catalogue.dossiers import pages
from loket.catalogue.dossiers.enums import ProblemState, WebState
from loket.catalogue.dossiers.models import Problem, ProblemHistory, WebVersion, WebVersionHistory
from loket.catalogue.models import Entry, EntryFile
from loket.catalogue.panels import Panel, Place
from loket.catalogue.permissions import can_propose
from loket.core import menus

SHOWN = 5


def register() -> None:
    attachments.register_links(pages.links)
    panels.register(Panel(Place.ASIDE, 80, "catalogue/dossiers/_panel.html", open_points_of))
    menus.register(menus.Page(menus.EDITORS, "Toegankelijkheid van bestanden", "file_problems", "accessibility", 70))
    my_loket.register_panel(_own_files())
    my_loket.register_tasks(tasks)
    privacy.register_export("toegankelijkheid", _export)
    privacy.register_erasure("toegankelijkheid", _erase)


def open_points_of(entry: Entry, user) -> dict | None:
    """For who looks after an entry: its files with the number of open points."""
    if not entry.content.get("files") or not user.is_authenticated or not can_propose(user, entry):
        return None
    found = list(EntryFile.objects.filter(pk__in=entry.content["files"]).only("pk", "name"))
    numbers: dict[int, int] = {}
    for pk in Problem.objects.filter(file__in=found, state=ProblemState.OPEN).values_list("file", flat=True):
        numbers[pk] = numbers.get(pk, 0) + 1
    return {"files": [(file, numbers.get(file.pk, 0)) for file in found]}


def _own_files() -> my_loket.Panel:
    empty = my_loket.NextStep("In uw bestanden is niets te herstellen.", "Uw bestanden", "own_files")
    title = "Bestanden die niet iedereen kan lezen"
    return my_loket.Panel("dossiers", title, _with_open_points, empty, "accessibility", "own_files", 60)


def _with_open_points(user: User) -> list[my_loket.Item]:
    files = pages.own_files(user).filter(open_points__gt=0)[:SHOWN]
    return [
        my_loket.Item(
            file.name,
            reverse("file_dossier", args=[file.pk]),
            file.entry.title,
            "1 punt" if file.open_points == 1 else f"{file.open_points} punten",
        )
        for file in files
    ]


def tasks(user: User) -> Iterator[my_loket.Task]:
    """Web versions on the site that belong to an earlier version of their file."""
    own = WebVersion.objects.filter(file__entry__owner=user, state=WebState.PUBLISHED).select_related("file")
    for web in own.defer("body", "shown", "file__passages"):
        if web.is_outdated:
            detail = "De webpagina hoort bij een eerdere versie"
            yield my_loket.Task(web.file.name, reverse("web_version", args=[web.file_id]), "Bestanden", detail)


def _export(user: User) -> dict:
    acts = ProblemHistory.objects.filter(by=user).select_related("subject__file")
    saved = WebVersion.objects.filter(saved_by=user).select_related("file")
    return {
        "punten": [{"bestand": str(row.subject.file), "stap": row.act, "wanneer": row.at.isoformat()} for row in acts],
        "webversies": [{"bestand": str(row.file), "bewaard": row.saved_at.isoformat()} for row in saved],
    }


def _erase(user: User, *, at: datetime) -> None:
    """What was said about a file stays with the file, without the name."""
    for history in (ProblemHistory, WebVersionHistory):
        history.objects.filter(by=user).update(by=None)
    WebVersion.objects.filter(saved_by=user).update(saved_by=None)
