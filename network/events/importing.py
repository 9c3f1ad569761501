"""Participants from a file: each line is looked at first, and one that is broken keeps all of them out.

The first line names the columns; a semicolon, a comma or a tab between them. Known columns: naam, e-mailadres,
organisatie, plaatsen, dieet, toegankelijkheid.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from network.events import registering
from network.events.enums import RegistrationState
from network.events.models import Event
from network.events.models.registration import MOST_TOGETHER

MOST_LINES = 2_000
MOST_BYTES = 1_000_000
COLUMNS = {
    "naam": "name",
    "e-mailadres": "email",
    "e-mail": "email",
    "email": "email",
    "organisatie": "organisation",
    "plaatsen": "places",
    "dieet": "diet",
    "toegankelijkheid": "access",
}
_LONGEST = {"name": 120, "email": 254, "organisation": 200, "diet": 300, "access": 300}
_ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass
class Report:
    """What came of a file. ``wrong``: (number of the line, sentence); when there are any, nobody was written in."""

    wrong: list[tuple[int, str]] = field(default_factory=list)
    came_in: int = 0
    waiting: int = 0
    known: int = 0


def run(event: Event, content: bytes, *, by, at: datetime) -> Report:
    """Write in everybody in the file, or nobody. Raises ``ValidationError`` for what is no table at all, and
    ``PermissionDenied`` and ``places.Busy`` as ``registering.bring`` does."""
    report = Report()
    askings = _read(content, report)
    if report.wrong:
        return report
    with transaction.atomic():
        for asking in askings:
            try:
                made = registering.bring(event, asking, by=by, at=at)
            except registering.AlreadyRegistered:
                report.known += 1
                continue
            report.came_in += made.state == RegistrationState.CONFIRMED
            report.waiting += made.state == RegistrationState.WAITING
    return report


def _read(content: bytes, report: Report) -> list[registering.Asking]:
    rows = _rows(content)
    columns = [COLUMNS.get(name.strip().lower(), "") for name in next(rows, [])]
    if not {"name", "email"} <= set(columns):
        raise ValidationError("De eerste regel moet de kolommen noemen, met in elk geval “naam” en “e-mailadres”.")
    askings, seen = [], {}
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if number > MOST_LINES:
            raise ValidationError(f"Een lijst heeft hooguit {MOST_LINES} regels. Splits hem.")
        try:
            asking = _asking(dict(zip(columns, (cell.strip() for cell in row), strict=False)))
            _require_first(asking, number, seen)
        except ValidationError as error:
            report.wrong.append((number, error.messages[0]))
        else:
            askings.append(asking)
    if not askings and not report.wrong:
        raise ValidationError("Er staat niemand in deze lijst.")
    return askings


def _rows(content: bytes):
    if len(content) > MOST_BYTES:
        raise ValidationError("Deze lijst is te groot. Hij mag hooguit 1 MB zijn.")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise ValidationError("Wij kunnen de letters in dit bestand niet lezen. Bewaar het als CSV (UTF-8).")
    if "\x00" in text:
        raise ValidationError("Dit is geen CSV-bestand. Kies in uw rekenprogramma “Opslaan als CSV”.")
    first = text.partition("\n")[0]
    between = max(";,\t", key=first.count)
    try:
        return iter(list(csv.reader(io.StringIO(text, newline=""), delimiter=between)))
    except csv.Error as error:
        raise ValidationError("Dit bestand is als tabel niet te lezen. Bewaar het opnieuw als CSV.") from error


def _asking(row: dict[str, str]) -> registering.Asking:
    row.pop("", None)
    for name, most in _LONGEST.items():
        if len(row.get(name, "")) > most:
            raise ValidationError(f"Een van de vakken is te lang: hooguit {most} tekens.")
    if not row.get("name"):
        raise ValidationError("De naam ontbreekt.")
    try:
        validate_email(row.get("email", ""))
    except ValidationError as error:
        raise ValidationError(f"“{row.get('email', '')}” is geen e-mailadres.") from error
    count = row.pop("places", "") or "1"
    if not (count.isascii() and count.isdecimal() and 1 <= int(count[:6]) <= MOST_TOGETHER):
        raise ValidationError(f"Het aantal plaatsen is 1 tot en met {MOST_TOGETHER}, niet “{count}”.")
    return registering.Asking(**row, places=int(count))


def _require_first(asking: registering.Asking, number: int, seen: dict[str, int]) -> None:
    """Raises ``ValidationError`` when an earlier line has the same mailbox."""
    key = registering.address_key(asking.email)
    first = seen.setdefault(key, number)
    if first != number:
        raise ValidationError(f"Dit e-mailadres staat ook op regel {first}.")
