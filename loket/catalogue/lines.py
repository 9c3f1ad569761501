"""One line of the import: from JSON as others write it to the content of an entry, with a word on each guess."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from loket.catalogue import content as contents
from loket.catalogue.enums import Kind, Licence, RecognitionLevel
from loket.catalogue.sheets import SHEETS, FieldType, SheetField
from loket.core.working_days import AMSTERDAM
from loket.vocabulary import lookup

# Words that others use for a kind, beside its code and label.
KIND_WORDS = {
    "training": Kind.TRAINING,
    "cursus": Kind.TRAINING,
    "nascholing": Kind.TRAINING,
    "instrument": Kind.POLICY_INSTRUMENT,
    "tool": Kind.POLICY_INSTRUMENT,
    "project": Kind.PRACTICE,
    "praktijk": Kind.PRACTICE,
    "rapport": Kind.PUBLICATION,
    "artikel": Kind.PUBLICATION,
    "boek": Kind.PUBLICATION,
    "factsheet": Kind.PUBLICATION,
    "werkprincipe": Kind.GUIDELINE,
    "subsidie": Kind.PROGRAMME,
    "aanbod": Kind.SUPPORT_OFFER,
    "folder": Kind.MATERIAL,
    "intervention": Kind.INTERVENTION,
    "practice": Kind.PRACTICE,
    "publication": Kind.PUBLICATION,
    "campagne": Kind.TOOLKIT,
}
_BY_LABEL = {label.casefold(): code for code, label in Kind.choices}
MOST_LINE_BYTES = 2_000_000
MOST_NUMBER = 1_000_000  # as the form has it; it also keeps out NaN and infinity, which JSON in PostgreSQL lacks
FIRST_YEAR, LAST_YEAR = 1900, 2100  # far from where sums with dates and time zones overflow


class BadLine(Exception):
    """The line cannot go in; the text is a Dutch sentence that says why."""


@dataclass
class Line:
    """What a line says: the content, and what belongs to the entry itself."""

    external_id: str
    content: dict
    recognition: dict
    moments: dict
    warnings: list[str] = field(default_factory=list)
    number: int = 0


def read(data: Any) -> Line:
    """Raises ``BadLine`` when the line has no identity, title, or is no JSON object."""
    if not isinstance(data, dict):
        raise BadLine("De regel is geen JSON-object.")
    warnings: list[str] = []
    external_id = _text(data.get("external_id"))
    title = _text(data.get("title"))
    if not external_id or len(external_id) > 120:
        raise BadLine("external_id ontbreekt of is langer dan 120 tekens.")
    if not title:
        raise BadLine("title ontbreekt.")
    kind = _kind(data.get("kind"), warnings)
    content = contents.empty(kind) | {
        "title": title,
        "summary": _text(data.get("summary")),
        "body": _text(data.get("body")),
    }
    _cut(content, warnings)
    for key, scheme in contents.LISTS.items():
        content[key] = _terms(key, scheme, data.get(key), warnings)
    content["areas"] = _areas(data.get("areas") or data.get("region"), warnings)
    content["working_elements"] = _strings(data.get("working_elements"))
    content["former_titles"] = _strings(data.get("former_titles"))
    for key in ("organisation", "contact", "source"):
        content[key] = _text(data.get(key), 200 if key == "organisation" else 2000)
    content["language"] = _text(data.get("language"), 10) or "nl"
    content["year"] = _year(data.get("year"), warnings)
    content["licence"] = _licence(data.get("licence"), warnings)
    content["links"] = _links(data.get("links"), warnings)
    content["fields"] = _fields(kind, data.get("fields"), warnings)
    return Line(external_id, content, _recognition(data.get("recognition"), warnings), _moments(data), warnings)


def _text(value: Any, most: int | None = None) -> str:
    """Text without NULs and lone surrogates, which PostgreSQL refuses; an object, or a list in a list, is no text."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        value = "\n".join(_text(item) for item in value if not isinstance(item, list))
    return str(value).replace("\x00", "").encode("utf-8", "ignore").decode().strip()[:most].strip()


def _strings(value: Any) -> list[str]:
    if value in (None, ""):
        return []
    items = value if isinstance(value, list) else _text(value).replace(";", ",").split(",")
    return list(dict.fromkeys(text for item in items if (text := _text(item, contents.LINE_LENGTH))))


def _kind(value: Any, warnings: list[str]) -> str:
    word = _text(value).casefold().replace("_", "-")
    for known in (word if word in Kind.values else None, _BY_LABEL.get(word), KIND_WORDS.get(word)):
        if known:
            return str(known)
    warnings.append(f"onbekende soort {_text(value)!r}: opgenomen als materiaal")
    return str(Kind.MATERIAL)


def _cut(content: dict, warnings: list[str]) -> None:
    """Shorten what is too long for its place; the whole text then stands in the body, so that nothing is lost."""
    for key, most in (("title", contents.TITLE_LENGTH), ("summary", contents.SUMMARY_LENGTH)):
        whole = content[key]
        if len(whole) > most:
            content[key] = whole[: most - 1].rsplit(" ", 1)[0] + "…"
            content["body"] = f"{whole}\n\n{content['body']}".strip()
            warnings.append(f"{key} is langer dan {most} tekens: ingekort, de hele tekst staat in body")


def _terms(key: str, scheme: str, value: Any, warnings: list[str]) -> list[str]:
    codes = []
    for word in _strings(value):
        code = lookup.resolve(scheme, word)
        if code is None:
            warnings.append(f"onbekende term in {key}: {word!r}")
        elif code not in codes:
            codes.append(code)
    return codes


def _areas(value: Any, warnings: list[str]) -> list[str]:
    codes: list[str] = []
    for word in _strings(value):
        found = lookup.resolve_area(word)
        if not found:
            warnings.append(f"onbekend gebied: {word!r}")
        codes += [code for code in found if code not in codes]
    return codes


def _year(value: Any, warnings: list[str]) -> int | None:
    if value in (None, ""):
        return None
    try:
        year = int(_text(value)[:4])
    except ValueError:
        year = 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        warnings.append(f"onbruikbaar jaar: {_text(value)!r}")
        return None
    return year


def _licence(value: Any, warnings: list[str]) -> str:
    word = _text(value).casefold().replace(" ", "-")
    if word in Licence.values:
        return word
    warnings.append(f"onbekende licentie: {word!r}")
    return ""


def _links(value: Any, warnings: list[str]) -> list[dict]:
    links = []
    for item in value if isinstance(value, list) else []:
        row = item if isinstance(item, dict) else {"url": item}
        url = _text(row.get("url"))
        if url.startswith(("http://", "https://")) and len(url) <= 1000:
            links.append({"label": _text(row.get("label"), 200) or url, "url": url})
        elif url:
            warnings.append(f"onbruikbare link: {url[:80]!r}")
    return links


def _fields(kind: str, value: Any, warnings: list[str]) -> dict:
    fields = {}
    for key, raw in (value if isinstance(value, dict) else {}).items():
        known = SHEETS[kind].field(key)
        if known is None:
            warnings.append(f"onbekend veld voor {kind}: {key!r}")
            continue
        cleaned = _field(known, raw, warnings)
        if cleaned not in ("", None, []):
            fields[key] = cleaned
    return fields


def _field(known: SheetField, raw: Any, warnings: list[str]) -> Any:
    if known.type is FieldType.ROWS:
        rows = [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []
        kept = [{column.key: _text(item.get(column.key)) for column in known.columns} for item in rows]
        return [row for row in kept if any(row.values())][: contents.MOST_ROWS]
    if known.type is FieldType.NUMBER:
        is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
        return raw if is_number and 0 <= raw <= MOST_NUMBER else None
    if known.type is FieldType.DATE:
        day = _date(raw)
        return day.isoformat() if day else None
    text = _text(raw, contents.BODY_LENGTH)
    if known.type is FieldType.CHOICE and text not in dict(known.choices):
        if text:
            warnings.append(f"onbekende keuze voor {known.key}: {text!r}")
        return ""
    return text


def _date(value: Any) -> date | None:
    try:
        day = parse_date(_text(value)[:10])
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _recognition(value: Any, warnings: list[str]) -> dict:
    row = value if isinstance(value, dict) else {"level": value}
    level = _text(row.get("level"))
    if level not in RecognitionLevel.values:
        warnings.append(f"onbekend erkenningsniveau: {level!r}")
        level = ""
    start, end = _date(row.get("decided_on")), _date(row.get("valid_until"))
    if start and end and end < start:
        warnings.append("de erkenning eindigt voor het begin: einddatum weggelaten")
        end = None
    return {
        "recognition_level": level,
        "recognition_decided_on": start,
        "recognition_valid_until": end,
        "recognition_by": _text(row.get("by"), 200),
        "recognition_note": _text(row.get("note")),
    }


def _moments(data: dict) -> dict:
    """Moments that an export carries along, so that a copy of the catalogue equals the original."""
    moments: dict[str, date | datetime] = {}
    for key in ("published_at", "changed_at"):
        try:
            at = parse_datetime(_text(data.get(key)))
        except ValueError:
            at = None
        if at and FIRST_YEAR <= at.year <= LAST_YEAR:
            moments[key] = at if at.tzinfo else at.replace(tzinfo=AMSTERDAM)
    for key in ("last_checked", "next_check"):
        day = _date(data.get(key))
        if day:
            moments[key] = day
    return moments
