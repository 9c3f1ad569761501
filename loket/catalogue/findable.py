"""An entry as the search index sees it."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from django.utils import timezone

from loket.accounts.models import Organisation
from loket.catalogue import content as contents
from loket.catalogue.models import Entry, EntryFile
from loket.core import markdown
from loket.core.working_days import local_date
from loket.search.documents import Document
from loket.vocabulary import lookup

SUBJECT_TYPE = "entry"
# No group to filter by, but a day that goes along with each result: a programme's last one.
CLOSES = "closes"
NO_RECOGNITION, LAPSED_RECOGNITION = "geen", "verlopen"
"""The codes in the facet of what has no level there: a recognition that lapsed is a value of its own."""

_FACETS = {
    "themes": "theme",
    "process_themes": "process_theme",
    "competences": "competence",
    "settings": "setting",
    "target_groups": "target_group",
    "sectors": "sector",
    "levels": "level",
}


def owner_code(organisation: Organisation | None, name: str) -> str:
    """The code of an owner in the facet: its number, or its name where we do not know the organisation."""
    return f"org-{organisation.pk}" if organisation else quote(name, safe="")


def document(entry: Entry, today: date | None = None) -> Document:
    """The document of one entry, with the text of its public files (one query)."""
    files = EntryFile.objects.filter(pk__in=entry.content.get("files", []))
    return build(entry, files, today)


def build(entry: Entry, files: Iterable[EntryFile], today: date | None = None) -> Document:
    """The document from what is at hand, without a query: for the bulk path.

    ``today`` says whether the recognition has lapsed; without it, the day of now.
    """
    content = entry.content
    has_lapsed = entry.recognition_has_lapsed(today or local_date(timezone.now()))
    organisation = entry.organisation.name if entry.organisation else content.get("organisation", "")
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=entry.pk,
        external_id=entry.external_id,
        kind=entry.kind,
        title=entry.title,
        summary=entry.summary,
        body=_body(content),
        passages=_passages(files),
        facets=_facets(content, entry, organisation, has_lapsed),
        audience=["public"],
        url=entry.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in content["themes"]),
        recognition_rank=0 if has_lapsed else entry.recognition_rank,
        published_on=local_date(entry.published_at),
        changed_on=local_date(entry.changed_at),
        check_due=entry.next_check,
        owner_id=entry.owner_id,
        language=content.get("language") or "nl",
        year=content.get("year"),
        keywords=_keywords(content, organisation),
    )


def _body(content: dict) -> str:
    parts = [markdown.to_text(content.get("body", ""))]
    for label, text in contents.sheet_text(content["kind"], content.get("fields", {})):
        parts.append(f"{label}: {markdown.to_text(text)}")
    return "\n".join(part for part in parts if part)


def _passages(files: Iterable[EntryFile]) -> list[tuple[str, str]]:
    return [(f"{file.name}, {where}" if where else file.name, text) for file in files for where, text in file.passages]


def _facets(content: dict, entry: Entry, organisation: str, has_lapsed: bool) -> dict[str, list[str]]:
    facets = {group: list(content.get(key, [])) for key, group in _FACETS.items()}
    facets["working_element"] = [contents.working_element_code(name) for name in content.get("working_elements", [])]
    areas = {code for area in content.get("areas", []) for code in lookup.area_with_ancestors(area)}
    facets["area"] = sorted(areas)
    level = entry.recognition_level or NO_RECOGNITION
    facets["recognition"] = [LAPSED_RECOGNITION if has_lapsed and entry.recognition_level else level]
    facets["owner"] = [owner_code(entry.organisation, organisation)] if organisation else []
    facets["language"] = [content.get("language") or "nl"]
    facets["year"] = [str(content["year"])] if content.get("year") else []
    facets[CLOSES] = [day] if (day := content.get("fields", {}).get("sluit_op")) else []
    return facets


def _keywords(content: dict, organisation: str) -> list[str]:
    """Labels of the vocabulary, so that a theme is found by its name, and former names."""
    words = [
        lookup.label(scheme, code)
        for key, scheme in contents.LISTS.items()
        if key not in ("levels", "competences")
        for code in content.get(key, [])
    ]
    words += [name for code in content.get("areas", []) for name in lookup.area_names(code)]
    return [*words, organisation, *content.get("former_titles", []), *content.get("working_elements", [])]
