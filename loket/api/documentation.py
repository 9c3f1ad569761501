"""The description of the API as a page for people: from the same document as ``openapi.json``."""

from functools import lru_cache

from django.conf import settings
from django.utils.text import slugify

from loket.api import problems, schema

_METHODS = {"get": "GET", "post": "POST", "delete": "DELETE"}
_TYPES = {"integer": "getal", "boolean": "true of false", "array": "een of meer waarden", "string": "tekst"}
_FORMATS = {"date": "dag, als 2026-01-31", "date-time": "moment met tijdzone"}


def page() -> dict:
    """The chapters of the page, each with its addresses, and what every problem means."""
    return {
        "chapters": _chapters(),
        "root": f"{settings.SITE_URL}/api/v1",
        "problems": [(status, title) for status, title in problems.TITLES.items() if status < 500],
        "version": schema.document()["info"]["version"],
    }


@lru_cache(maxsize=1)
def _chapters() -> list[dict]:
    """The operations by tag: tags in their own order, operations in that of the paths."""
    chapters = {tag["name"]: [] for tag in schema.document()["tags"]}
    for path, methods in schema.document()["paths"].items():
        for method, operation in methods.items():
            chapters[operation["tags"][0]].append(_operation(path, method, operation))
    return [{"title": tag, "anchor": slugify(tag), "operations": rows} for tag, rows in chapters.items()]


def _operation(path: str, method: str, operation: dict) -> dict:
    return {
        "anchor": operation["operationId"],
        "method": _METHODS[method],
        "path": path,
        "summary": operation["summary"],
        "description": _plain(operation["description"]),
        "needs_token": bool(operation.get("security")),
        "parameters": [_parameter(row) for row in operation.get("parameters", ())],
        "fields": _fields(operation.get("requestBody")),
        "answers": [status for status in sorted(operation["responses"]) if status[0] in "23"],
    }


def _plain(text: str) -> str:
    """Without the marks of Markdown, which programs show as code."""
    return text.replace("`", "")


def _parameter(row: dict) -> dict:
    found = row["schema"]
    options = found.get("enum") or found.get("items", {}).get("enum") or ()
    return {
        "name": row["name"],
        "description": _plain(row.get("description", "")),
        "is_required": row.get("required", False),
        "type": _FORMATS.get(found.get("format", ""), _TYPES.get(found.get("type", "string"), "tekst")),
        "options": options,
        "default": found.get("default"),
    }


def _fields(body: dict | None) -> list[dict]:
    """The fields of what is sent, required ones first."""
    if not body:
        return []
    reference = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    component = schema.document()["components"]["schemas"][reference]
    required = component.get("required", ())
    rows = [
        {
            "name": name,
            "description": found.get("description", ""),
            "is_required": name in required,
            "type": _FORMATS.get(found.get("format", ""), _TYPES.get(found.get("type", ""), "object")),
            "longest": found.get("maxLength"),
        }
        for name, found in component["properties"].items()
    ]
    return sorted(rows, key=lambda row: not row["is_required"])
