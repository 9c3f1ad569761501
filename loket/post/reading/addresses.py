"""Addresses in headers: tolerant, linear in time, never by looking for any ``@``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loket.post.reading import headers

_ADDRESS = re.compile(r"[^\s@<>\"'(),:;\[\]\\]+@[^\s@<>\"'(),:;\[\]\\]+")
_COMMENT = re.compile(r"\([^()]*\)")
MOST_CHARACTERS = 254
_NOBODY = re.compile(
    r"(?:no|not|do-?not|niet)[-._]?(?:reply|antwoorden|beantwoorden)\b|mailer-daemon|postmaster|bounces?\b", re.I
)


@dataclass(frozen=True)
class Address:
    """A name and an address; the address is empty when what stood there is none."""

    name: str
    address: str

    @property
    def is_nobody(self) -> bool:
        """An address that no person reads: *noreply*, *mailer-daemon*."""
        return bool(_NOBODY.match(self.address))


def in_headers(raw_values: list[str]) -> list[Address]:
    """All addresses in these headers, once each; group names, quotes and comments are allowed anywhere."""
    found: dict[str, Address] = {}
    for piece in (piece for raw in raw_values for piece in _pieces(raw)):
        each = _address(piece)
        if each.address or each.name:
            found.setdefault(each.address or each.name, each)
    return list(found.values())


def _pieces(raw: str) -> Iterator[str]:
    """The header cut at commas and semicolons that stand outside quotes, brackets and comments."""
    start, quoted, angled, depth, escaped = 0, False, False, 0, False
    for place, char in enumerate(raw):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char in "<>":
            angled = char == "<"
        elif char in ",;" and not depth and (not angled or "@" in raw[start:place]):
            yield raw[start:place]
            start, angled = place + 1, False
    yield raw[start:]


def _address(piece: str) -> Address:
    before, bracket, inside = piece.rpartition("<")
    if not bracket:
        return _bare(piece)
    name = _name(before.rpartition(":")[2] if ":" in before and '"' not in before else before)
    return Address(name, normal(inside.partition(">")[0]))


def _bare(piece: str) -> Address:
    """``jan@example.org (Jan)``, or a name without any address."""
    comments = " ".join(text.strip("()") for text in _COMMENT.findall(piece))
    rest = _COMMENT.sub(" ", piece).rpartition(":")[2].strip()
    address = normal(rest)
    return Address(_name(comments) if address else _name(piece), address)


def _name(raw: str) -> str:
    return headers.decoded(raw).replace('\\"', '"').strip(" \"'")[:200]


def normal(written: str) -> str:
    """The address to compare and to write to: in lower case, without quotes and spaces; empty when it is none."""
    kept = headers.decoded(written).strip(" \"'<>").removeprefix("mailto:").lower()
    return kept if len(kept) <= MOST_CHARACTERS and _ADDRESS.fullmatch(kept) else ""


def is_deliverable(address: str) -> bool:
    """Whether this can be written to from outside: a domain with a dot."""
    local, _, domain = address.rpartition("@")
    return bool(local) and "." in domain.strip(".") and ".." not in address
