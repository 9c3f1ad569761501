"""What the pages of dossiers show; read-only."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from loket.catalogue.dossiers import advice, permissions, workflow
from loket.catalogue.dossiers.enums import ProblemState, WebState
from loket.catalogue.dossiers.models import Problem, Replacement, WebVersion
from loket.catalogue.enums import EntryState, FileState
from loket.catalogue.models import Entry, EntryFile, Revision
from loket.core import markdown
from loket.core.files.outline import KINDS_WITH_OUTLINE

PER_PAGE = 50
PLACES_SHOWN = 8


def dossier(file: EntryFile, user) -> dict:
    """One file: what is wrong and how to mend it, what came before and after it, and its web version."""
    problems = list(file.problems.all())
    order = {finding["code"]: place for place, finding in enumerate(file.findings)}
    problems.sort(key=lambda row: (row.state != ProblemState.OPEN, order.get(row.code, 99)))
    return {
        "file": file,
        "entry": file.entry,
        "is_read": file.state != FileState.WAITING,
        "problems": [_shown(row, file, user) for row in problems],
        "open_count": sum(row.state == ProblemState.OPEN for row in problems),
        "good": [finding["sentence"] for finding in file.findings if finding["ok"]],
        "has_check": bool(file.findings),
        "compared": compared(file),
        "newer": Replacement.objects.filter(old=file).select_related("new").first(),
        **_web(file),
    }


def _shown(row: Problem, file: EntryFile, user) -> dict:
    finding = next((found for found in file.findings if found["code"] == row.code), {})
    guide = advice.guide(row.code)
    return {
        "row": row,
        "guide": guide,
        "sentence": finding.get("sentence", guide.title),
        "where": places_in_words(row.places),
        "programs": guide.for_kind(file.kind) or [("Elk programma", (finding.get("advice", ""),))],
        "steps": {step.name for step in workflow.PROBLEMS.available(row, user)},
    }


def places_in_words(places: list[str]) -> str:
    """*pagina 2, pagina 5 en op 3 andere plaatsen*; empty when the check does not know where."""
    shown, more = places[:PLACES_SHOWN], len(places) - PLACES_SHOWN
    if not shown:
        return ""
    if more > 0:
        return f"{', '.join(shown)} en op {more} andere {'plaats' if more == 1 else 'plaatsen'}"
    return " en ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def compared(file: EntryFile) -> dict | None:
    """How a new version does beside the one that it takes the place of: solved, still there, new."""
    row = Replacement.objects.filter(new=file).select_related("old").first()
    if row is None or file.state == FileState.WAITING:
        return None
    old, new = ([finding["code"] for finding in each.findings if not finding["ok"]] for each in (row.old, file))
    titles = {code: advice.guide(code).title for code in (*old, *new)}
    return {
        "old": row.old,
        "is_settled": row.settled_at is not None,
        "solved": [titles[code] for code in old if code not in new],
        "same": [titles[code] for code in old if code in new],
        "new": [titles[code] for code in new if code not in old],
    }


def _web(file: EntryFile) -> dict:
    has_text = any(text.strip() for _, text in file.passages)
    web = WebVersion.objects.filter(file=file).first()
    return {
        "web": web,
        "can_make": file.kind in KINDS_WITH_OUTLINE and has_text,
        "is_scan": file.kind == "pdf" and file.state != FileState.WAITING and not has_text,
        "no_kind": file.kind not in KINDS_WITH_OUTLINE,
    }


def statement(file: EntryFile) -> list[dict]:
    """What stays inaccessible in a file and why: what everyone may read of its dossier."""
    kept = file.problems.filter(state=ProblemState.KEPT).order_by("found_at", "pk")
    return [{"row": row, "guide": advice.guide(row.code), "where": places_in_words(row.places)} for row in kept]


def as_page(web: WebVersion) -> dict:
    """The public text of a web version."""
    shown = web.shown
    return {
        "web": web,
        "file": web.file,
        "entry": web.file.entry,
        "html": markdown.to_html(shown["body"]),
        "left_out": [line for line in shown["left_out"].splitlines() if line.strip()],
        "language": shown["language"],
    }


def links(files: list[EntryFile]) -> dict[int, list[tuple[str, str]]]:
    """*Lees als webpagina* and the statement, beside the files that have them (two queries)."""
    numbers = [file.pk for file in files]
    found: dict[int, list[tuple[str, str]]] = {}
    shown = WebVersion.objects.filter(file__in=numbers, state=WebState.PUBLISHED)
    for pk in shown.values_list("file", flat=True):
        found.setdefault(pk, []).append(("Lees als webpagina", reverse("file_as_page", args=[pk])))
    kept = Problem.objects.filter(file__in=numbers, state=ProblemState.KEPT)
    for pk in kept.values_list("file", flat=True).distinct():
        found.setdefault(pk, []).append(("Over de toegankelijkheid", reverse("file_statement", args=[pk])))
    return found


def overview(code: str, organisation: str, page_number: str | None) -> dict:
    """For editors: how many files have which point, and the open ones, the oldest first."""
    waiting = Problem.objects.waiting()
    is_number = organisation.isdecimal() and len(organisation) < 10
    if is_number:
        waiting = waiting.filter(file__entry__organisation=int(organisation))
    counts = dict(waiting.order_by().values_list("code").annotate(Count("pk")))
    shown = waiting.filter(code=code) if code in advice.GUIDES else waiting
    page = Paginator(shown.select_related("file__entry__organisation"), PER_PAGE).get_page(page_number)
    return {
        "page": page,
        "rows": [{"row": row, "guide": advice.guide(row.code), "where": places_in_words(row.places)} for row in page],
        "codes": [(each, advice.guide(each).title, counts[each]) for each in advice.GUIDES if each in counts],
        "code": code if code in advice.GUIDES else "",
        "organisation": int(organisation) if is_number else 0,
        "organisations": _organisations(),
        "newest": _newest(),
        "totals": _totals(waiting),
    }


def _totals(waiting: QuerySet[Problem]) -> list[dict]:
    files = waiting.order_by().aggregate(files=Count("file", distinct=True), points=Count("pk"))
    published = WebVersion.objects.filter(state=WebState.PUBLISHED)
    return [
        {"label": "Bestanden met een open punt", "value": files["files"]},
        {"label": "Open punten", "value": files["points"]},
        {"label": "Webversies op de site", "value": published.count()},
    ]


def _organisations() -> list[tuple[int, str, int]]:
    """(number, name, files) of who has open points, the most first."""
    rows = (
        Problem.objects.waiting()
        .order_by()
        .exclude(file__entry__organisation=None)
        .values_list("file__entry__organisation", "file__entry__organisation__name")
        .annotate(files=Count("file", distinct=True))
    )
    return sorted(rows, key=lambda row: (-row[2], row[1]))[:PER_PAGE]


def _newest() -> Iterable[WebVersion]:
    """What owners put on the site last: nobody looked at it before."""
    shown = WebVersion.objects.filter(state=WebState.PUBLISHED).select_related("file__entry", "saved_by")
    return shown.defer("body", "file__passages").order_by("-published_at")[:8]


def own_files(user) -> QuerySet[EntryFile]:
    """The files in what this person looks after, published or on its way, those with most open points first."""
    own = Entry.objects.filter(Q(owner=user) | Q(deputy=user)).exclude(state=EntryState.ARCHIVED)
    proposed = Revision.objects.open().filter(entry__in=own).values_list("content__files", flat=True)
    named = (*own.values_list("content__files", flat=True), *proposed)
    number = Count("problems", filter=Q(problems__state=ProblemState.OPEN))
    return (
        EntryFile.objects.filter(pk__in={pk for numbers in named for pk in numbers or ()})
        .annotate(open_points=number)
        .select_related("entry")
        .defer("passages", "findings")
        .order_by("-open_points", "name", "pk")
    )


def own_page(user, page_number: str | None) -> dict:
    page = Paginator(own_files(user), PER_PAGE).get_page(page_number)
    webs = WebVersion.objects.filter(file__in=[file.pk for file in page]).defer("body")
    by_file = {web.file_id: web for web in webs}
    return {"page": page, "rows": [(file, by_file.get(file.pk)) for file in page]}


def may_read(web: WebVersion, user) -> bool:
    """A web version is public exactly where its file is."""
    return web.state == WebState.PUBLISHED and permissions.can_open_file(user, web.file)
