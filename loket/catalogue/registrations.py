"""What the catalogue adds to other areas: facets, my tasks, my things, and what is kept of a person."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import unquote

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from loket.accounts import my_loket, privacy
from loket.accounts.models import Organisation, User
from loket.catalogue import content as contents
from loket.catalogue import findable, freshness, merging, old_drafts, panels, structured, webhooks
from loket.catalogue.enums import LANGUAGES, RECOGNITION_RANK, Kind, RecognitionLevel, RevisionState
from loket.catalogue.models import Bookmark, Entry, RelatedChoice, Revision
from loket.catalogue.permissions import is_editor
from loket.catalogue.sheets import SHEETS
from loket.core import menus
from loket.core.working_days import local_date
from loket.search import facets
from loket.usage import moving

SHOWN = 5
_PAGES = (
    menus.Page(menus.MAIN, "Bijdragen", "contribute", "hand-heart", 60),
    menus.Page(menus.WORK, "Redactie", "moderation_queue", "clipboard-check", 80, allowed=is_editor),
    menus.Page(menus.CONTACT, "Iets bijdragen", "contribute", "hand-heart", 30),
    menus.Page(menus.EDITORS, "Actueel houden", "freshness", "hourglass", 10, allowed=is_editor),
    menus.Page(menus.EDITORS, "Mogelijk dubbel", "doubles", "merge", 30, allowed=is_editor),
    menus.Page(menus.EDITORS, "Synoniemen bijhouden", "synonyms", "languages", 40, allowed=is_editor),
    menus.Page(menus.EDITORS, "Cijfers over de catalogus", "catalogue_figures", "chart-column", 80, allowed=is_editor),
    menus.Page(menus.EDITORS, "Alle wijzigingen in de catalogus", "changes", "history", 90, allowed=is_editor),
)


def register() -> None:
    facets.register("kind", facets.GROUPS["kind"], _kinds)
    for kind in Kind:
        facets.name_kind(kind, kind.label)
    facets.register("working_element", facets.GROUPS["working_element"], _working_elements)
    facets.register("recognition", facets.GROUPS["recognition"], _recognitions, order=_recognition_order)
    facets.register("owner", facets.GROUPS["owner"], facets.CachedLabels(_owners))
    facets.register("language", facets.GROUPS["language"], _languages)
    panels.register(panels.Panel(panels.Place.ASIDE, 90, "catalogue/_editors_panel.html", _for_editors))
    panels.register(panels.Panel(panels.Place.MAIN, 99, "catalogue/_structured.html", structured.panel))
    merging.register_rows("bewaard", Bookmark, once_per=("user",))
    merging.register("gebruik", _move_use, _move_use_back)
    merging.register("lijkt hierop", _move_choices, _move_choices_back)
    webhooks.connect()
    for page in _PAGES:
        menus.register(page)
    my_loket.register_tasks(tasks)
    my_loket.register_tasks(freshness.tasks)
    my_loket.register_panel(_contributions())
    my_loket.register_panel(_bookmarks())
    privacy.register_export("bijdragen", _export)
    privacy.register_erasure("catalogus", _erase)


def _move_use(gone: Entry, kept: Entry, at: datetime) -> None:
    moving.move(findable.SUBJECT_TYPE, gone.pk, kept.pk)


def _move_use_back(gone: Entry, kept: Entry, at: datetime, told: None) -> None:
    moving.move_back(findable.SUBJECT_TYPE, gone.pk, kept.pk)


def _move_choices(gone: Entry, kept: Entry, at: datetime) -> list[int]:
    """Where editors chose the double beside another entry, the one that stays takes its place."""
    has_own = RelatedChoice.objects.standing().filter(other=kept).values("entry")
    rows = RelatedChoice.objects.standing().filter(other=gone).exclude(entry=kept).exclude(entry__in=has_own)
    numbers = list(rows.values_list("pk", flat=True))
    RelatedChoice.objects.filter(pk__in=numbers).update(other=kept)
    return numbers


def _move_choices_back(gone: Entry, kept: Entry, at: datetime, told: list[int]) -> None:
    RelatedChoice.objects.filter(pk__in=told, other=kept).update(other=gone)


def _for_editors(entry: Entry, user) -> dict | None:
    return {} if is_editor(user) else None


def _kinds(codes: Iterable[str]) -> dict[str, str]:
    return {code: SHEETS[code].plural for code in codes if code in SHEETS}


def _working_elements(codes: Iterable[str]) -> dict[str, str]:
    return {code: capfirst(contents.working_element_name(code)) for code in codes}


def _recognitions(codes: Iterable[str]) -> dict[str, str]:
    known = {level.value: level.label for level in RecognitionLevel}
    known |= {findable.LAPSED_RECOGNITION: "Erkenning verlopen", findable.NO_RECOGNITION: "Geen erkenning"}
    return {code: known.get(code, code) for code in codes}


def _recognition_order() -> list[str]:
    strongest_first = sorted(RECOGNITION_RANK, key=RECOGNITION_RANK.get, reverse=True)
    levels = [level.value for level in strongest_first if level.value]
    return [*levels, findable.LAPSED_RECOGNITION, findable.NO_RECOGNITION]


def _owners(codes: Iterable[str]) -> dict[str, str]:
    numbers = [code.removeprefix("org-") for code in codes if code.startswith("org-")]
    found = Organisation.objects.filter(pk__in=[number for number in numbers if number.isdecimal()])
    named = {f"org-{organisation.pk}": organisation.name for organisation in found}
    return {code: named.get(code, unquote(code)) for code in codes}


def _languages(codes: Iterable[str]) -> dict[str, str]:
    return {code: dict(LANGUAGES).get(code, code) for code in codes}


def tasks(user: User) -> Iterator[my_loket.Task]:
    """Own proposals that wait for a change, and for editors what waits for judgement."""
    today = local_date(timezone.now())
    for revision in Revision.objects.filter(author=user, state=RevisionState.CHANGES_ASKED).select_related("entry"):
        yield my_loket.Task(
            revision.title, revision.get_absolute_url(), "Bijdrage", "De redactie vraagt een aanpassing"
        )
    if not is_editor(user):
        return
    waiting = Revision.objects.filter(state=RevisionState.SUBMITTED).exclude(author=user)
    for revision in waiting.select_related("entry").order_by("due_on")[:20]:
        mine = revision.assignee_id in (None, user.pk)
        if mine:
            detail = Kind(revision.kind).label
            yield my_loket.Task(
                revision.title,
                revision.get_absolute_url(),
                "Redactie",
                detail,
                revision.due_on,
                revision.due_on < today,
            )


def _contributions() -> my_loket.Panel:
    empty = my_loket.NextStep("U hebt nog niets gedeeld.", "Iets nieuws delen", "contribute_start")
    return my_loket.Panel("contributions", "Mijn bijdragen", _own_revisions, empty, "package", "contribute", 10)


def _own_revisions(user: User) -> list[my_loket.Item]:
    revisions = Revision.objects.filter(author=user).select_related("entry").order_by("-saved_at")[:SHOWN]
    return [
        my_loket.Item(row.title, row.get_absolute_url(), Kind(row.kind).label, row.get_state_display())
        for row in revisions
    ]


def _bookmarks() -> my_loket.Panel:
    empty = my_loket.NextStep("U hebt nog niets bewaard.", "Zoeken in de catalogus", "search")
    return my_loket.Panel("bookmarks", "Bewaard", _own_bookmarks, empty, "bookmark", "bookmarks", 20)


def _own_bookmarks(user: User) -> list[my_loket.Item]:
    rows = Bookmark.objects.filter(user=user).select_related("entry")[:SHOWN]
    return [my_loket.Item(row.entry.title, row.entry.get_absolute_url(), row.entry.get_kind_display()) for row in rows]


def _export(user: User) -> dict:
    revisions = Revision.objects.filter(author=user).order_by("created_at")
    return {
        "voorstellen": [
            {"titel": row.title, "stand": row.state, "bewaard": row.saved_at.isoformat(), "inhoud": row.content}
            for row in revisions
        ],
        "bewaard": [reverse("entry", args=[row.entry.slug]) for row in Bookmark.objects.filter(user=user)],
    }


def _erase(user: User, *, at: datetime) -> None:
    """Drafts that nobody else ever saw go along; what was submitted stays, without the name."""
    for revision in Revision.objects.never_submitted().filter(author=user).select_related("entry"):
        old_drafts.throw_away(revision)
