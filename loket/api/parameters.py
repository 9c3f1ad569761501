"""The query parameters of an address: said once, for reading them and for describing them.

What is unknown, given twice or out of range is a problem and is never passed over in silence
(NLGov REST API Design Rules: an API must not guess what was meant).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

from loket.api.problems import Fault, Problem

MOST_VALUES = 50
LONGEST = 300
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class Parameter:
    """``kind`` is str, int, bool, date or datetime; ``many`` may be given more than once.

    ``aliases`` are the names of the same thing in the addresses of the site: understood, not described.
    """

    name: str
    description: str
    kind: type = str
    choices: tuple[str, ...] = ()
    many: bool = False
    default: Any = None
    minimum: int | None = None
    maximum: int | None = None
    longest: int = LONGEST
    aliases: tuple[str, ...] = ()

    def read(self, text: str) -> Any:
        """The value. Raises ``ValueError`` with a Dutch sentence."""
        if self.kind is str:
            return self._text(text)
        if not text or "\x00" in text:
            raise ValueError("Geef een waarde.")
        return _READERS[self.kind](self, text)

    def _text(self, text: str) -> str:
        text = text.replace("\x00", " ")
        if len(text) > self.longest:
            raise ValueError(f"Dit is langer dan {self.longest} tekens.")
        if self.choices and text not in self.choices:
            raise ValueError(f"Kies uit: {', '.join(self.choices)}.")
        return text


def _number(parameter: Parameter, text: str) -> int:
    digits = text.removeprefix("-")
    number = int(text[:20]) if digits.isascii() and digits.isdecimal() else None
    low, high = parameter.minimum or 0, parameter.maximum or 10**9
    if number is None or not low <= number <= high:
        raise ValueError(f"Geef een heel getal van {low} tot en met {high}.")
    return number


def _bool(parameter: Parameter, text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("Geef true of false.")
    return text == "true"


def _date(parameter: Parameter, text: str) -> date:
    try:
        found = parse_date(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        found = None
    if found is None:
        raise ValueError("Geef een dag als 2026-01-31.")
    return _within_reason(found)


def _moment(parameter: Parameter, text: str) -> datetime:
    try:
        found = parse_datetime(text.replace(" ", "+"))  # a + that was not escaped comes in as a space
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ValueError("Geef een moment met tijdzone, als 2026-01-31T09:00:00+01:00.")
    return _within_reason(found)


def _within_reason(found: date) -> date:
    """Far from where sums with time zones overflow: nothing here is older or younger than this."""
    if _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return found
    return found.replace(year=_FIRST_YEAR if found.year < _FIRST_YEAR else _LAST_YEAR, day=1)


_READERS = {int: _number, bool: _bool, date: _date, datetime: _moment}


def read(params: QueryDict, declared: Iterable[Parameter]) -> dict[str, Any]:
    """The values by name, defaults filled in. Raises ``Problem`` (400) that names everything that is wrong."""
    known = {name: parameter for parameter in declared for name in (parameter.name, *parameter.aliases)}
    values = {parameter.name: [] if parameter.many else parameter.default for parameter in known.values()}
    faults, seen = [], set()
    for name, texts in params.lists():
        parameter = known.get(name)
        if parameter is None:
            faults.append(Fault("query", name[:80], "unknown", "Deze parameter kennen wij niet."))
        elif (len(texts) > 1 and not parameter.many) or (parameter.name in seen and not parameter.many):
            faults.append(Fault("query", name, "repeated", "Geef deze parameter één keer."))
        elif len(texts) > MOST_VALUES:
            faults.append(Fault("query", name, "tooMany", f"Geef hooguit {MOST_VALUES} waarden."))
        else:
            seen.add(parameter.name)
            _take(parameter, name, texts, values, faults)
    if faults:
        raise Problem(400, "Er klopt iets niet aan de parameters in het adres.", faults=faults)
    return values


def _take(parameter: Parameter, name: str, texts: list[str], values: dict, faults: list[Fault]) -> None:
    try:
        found = [parameter.read(text) for text in texts]
    except ValueError as error:
        faults.append(Fault("query", name, "invalid", str(error)))
        return
    values[parameter.name] = [*values[parameter.name], *found] if parameter.many else found[0]
