"""JSON in and out: camelCase outside, snake_case inside, nothing that PostgreSQL cannot keep."""

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from loket.api.naming import camel, snake, with_keys
from loket.api.problems import Problem

MOST_BYTES = 1_000_000
DEEPEST = 12


class CamelRenderer(BaseRenderer):
    """Writes values with camelCase keys, in UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type=None, renderer_context=None) -> bytes:
        if data is None:
            return b""
        told = with_keys(data, camel)
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder).encode()


class CamelParser(BaseParser):
    """Reads one JSON object with camelCase keys. Raises ``Problem`` with what is wrong with it."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> dict:
        raw = stream.read(min(MOST_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE) + 1)
        if len(raw) > MOST_BYTES:
            raise Problem(413, "Een voorstel is hooguit 1 MB.")
        try:
            data = json.loads(raw.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            raise Problem(400, "De inhoud is geen geldige JSON in UTF-8.") from error
        if not isinstance(data, dict):
            raise Problem(422, "De inhoud moet één JSON-object zijn.")
        _require_storable(data, 0)
        return with_keys(data, snake)


def _no_number(text: str) -> None:
    raise ValueError(text)  # NaN and infinity are no JSON


def _once(pairs: list[tuple[str, Any]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _require_storable(value: Any, depth: int) -> None:
    """No NUL and no lone surrogate anywhere, which PostgreSQL refuses; nothing nested without end."""
    if depth > DEEPEST:
        raise Problem(422, "De inhoud is te diep genest.")
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)):
        raise Problem(422, "In de tekst staat een teken dat niet kan worden bewaard (NUL of een half teken).")
    if isinstance(value, dict):
        for key, found in value.items():
            _require_storable(key, depth + 1)
            _require_storable(found, depth + 1)
    elif isinstance(value, list):
        for found in value:
            _require_storable(found, depth + 1)
