"""The content of an entry as one JSON object: the same keys in a draft, a version, the import and the export."""

from collections.abc import Iterable

from loket.catalogue.sheets import SHEETS, FieldType, Sheet

LISTS = {
    "themes": "theme",
    "process_themes": "process-theme",
    "competences": "competence",
    "settings": "setting",
    "target_groups": "target-group",
    "sectors": "sector",
    "levels": "level",
}
# Facets and their labels, in the order of the form; ``areas`` has a list of its own in the vocabulary.
LIST_LABELS = {
    "themes": "Thema's",
    "process_themes": "Procesthema's",
    "settings": "Settings",
    "target_groups": "Doelgroepen",
    "sectors": "Sectoren",
    "levels": "Niveaus",
    "competences": "Competenties",
    "areas": "Gebieden",
    "working_elements": "Werkzame elementen",
}
TEXT_LABELS = {
    "title": "Titel",
    "summary": "Samenvatting",
    "body": "Toelichting",
    "organisation": "Organisatie",
    "contact": "Contact",
    "source": "Bron",
    "year": "Jaar",
    "language": "Taal",
    "licence": "Licentie",
    "links": "Links",
    "former_titles": "Eerdere titels",
    "files": "Bestanden",
}
TITLE_LENGTH = 200
SUMMARY_LENGTH = 400
LINE_LENGTH = 300
TEXT_LENGTH = 20_000
BODY_LENGTH = 50_000
MOST_ROWS = 100
WORKING_ELEMENT_LENGTH = 80  # as much of a code as an address of a search keeps


def empty(kind: str) -> dict:
    """The content of a new draft of this kind."""
    return {
        "kind": kind,
        "title": "",
        "summary": "",
        "body": "",
        **{key: [] for key in LISTS},
        "areas": [],
        "working_elements": [],
        "organisation": "",
        "contact": "",
        "source": "",
        "year": None,
        "language": "nl",
        "licence": "",
        "links": [],
        "former_titles": [],
        "files": [],
        "fields": {},
    }


def field_label(kind: str, key: str) -> str:
    """The Dutch label of a content key; keys of the sheet are written ``fields.<key>``."""
    if key.startswith("fields."):
        found = SHEETS[kind].field(key.removeprefix("fields."))
        return found.label if found else key
    return {**TEXT_LABELS, **LIST_LABELS}.get(key, key)


def flat(content: dict) -> dict:
    """Content with the keys of the sheet as ``fields.<key>``, empty values left out."""
    outer = {key: value for key, value in content.items() if key not in ("fields", "kind")}
    inner = {f"fields.{key}": value for key, value in content.get("fields", {}).items()}
    return {key: value for key, value in (outer | inner).items() if value not in ("", None, [], {})}


def changed_keys(before: dict, after: dict) -> list[str]:
    """The keys whose values differ, in the order of the sheet."""
    old, new = flat(before), flat(after)
    order = ordered_keys(after["kind"])
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return [key for key in order if key in changed] + sorted(changed - set(order))


def ordered_keys(kind: str) -> list[str]:
    sheet = [f"fields.{row.key}" for row in SHEETS[kind].fields]
    texts = list(TEXT_LABELS)
    return [*texts[:3], *sheet, *LIST_LABELS, *texts[3:]]


def sheet_text(kind: str, fields: dict) -> Iterable[tuple[str, str]]:
    """(label, text) of each filled field on the sheet, rows joined: for the index and for plain text."""
    sheet: Sheet = SHEETS[kind]
    for row in sheet.fields:
        value = fields.get(row.key)
        if value in ("", None, []):
            continue
        if row.type is FieldType.ROWS:
            yield row.label, "\n".join(". ".join(str(part) for part in item.values() if part) for item in value)
        else:
            yield row.label, dict(row.choices).get(value, str(value))


def working_element_code(name: str) -> str:
    """The code of a working element in its facet: free words, so the same name in other capitals is the same one."""
    return "_".join(name.lower().split())[:WORKING_ELEMENT_LENGTH]


def working_element_name(code: str) -> str:
    """The words of a working element by its code."""
    return code.replace("_", " ")


def missing_for_submission(content: dict) -> list[str]:
    """The labels of what must be filled in before an entry can be submitted."""
    needed = {"title": "Titel", "summary": "Samenvatting"}
    missing = [label for key, label in needed.items() if not content.get(key)]
    if not content.get("themes") and not content.get("process_themes"):
        missing.append("Minstens één thema")
    sheet = SHEETS[content["kind"]]
    return missing + [row.label for row in sheet.fields if row.is_required and not content["fields"].get(row.key)]
