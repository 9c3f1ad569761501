"""Which lines repeat an earlier message: they are folded for display and never cut."""

import re

# Dutch first, then what colleagues abroad send. A line longer than this is nobody's quote header.
_LONGEST = 400
_INTRODUCTION = re.compile(
    r"(?:op|on|am|le|el|il)\b.{4,300}"
    r"(?:schreef|heeft|geschreven|wrote|schrieb|a écrit|escribió|ha scritto)\b.{0,200}:\s*$"
    r"|.{3,200}(?:schreef op|wrote on)\b.{4,200}:\s*$"
    r"|.{1,200}<[^<>\s]+@[^<>\s]+>\s*(?:schreef|wrote)\s*:\s*$",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"[-_\s]*(?:-{2,}|_{2,})\s*(?:oorspronkelijk(?:e)? bericht|original message|doorgestuurd bericht|"
    r"forwarded message|ursprüngliche nachricht|message d'origine|begin doorgestuurd bericht)\s*[-_\s]*$"
    r"|(?:begin doorgestuurd bericht|begin forwarded message)\s*:\s*$",
    re.IGNORECASE,
)
_FIRST_HEADER = re.compile(r"\W{0,3}(?:van|from|von|de)\s*\W{0,3}:\s*\S", re.IGNORECASE)
_OTHER_HEADER = re.compile(
    r"\W{0,3}(?:verzonden|verstuurd|datum|date|sent|gesendet|envoyé|aan|to|an|à|cc|onderwerp|subject|betreff|objet|"
    r"antwoord aan|beantwoorden)\s*\W{0,3}:",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"-- ?$")
_RULE = re.compile(r"[_\-=*]{5,}\s*$")


def folds(text: str, *, is_forward: bool = False, known: frozenset[str] = frozenset()) -> list[list[int]]:
    """Ranges of line numbers, first and past the last, that are folded; none when nothing else would be left.

    Answers between quoted lines stay in sight. ``known`` are lines (as ``comparable`` gives them) of earlier messages:
    with them, answers typed into an earlier message without any mark are found too. What somebody forwards is what
    they want to show, so it is not folded.
    """
    lines = text.split("\n")
    is_quoted = [False] * len(lines)
    _mark_quote_signs(lines, is_quoted)
    if not is_forward:
        start = _start_of_earlier_message(lines, is_quoted)
        _mark_rest(lines, is_quoted, start, known)
    visible = [line for line, quoted in zip(lines, is_quoted, strict=True) if not quoted and line.strip()]
    return _ranges(is_quoted) if visible else []


def comparable(line: str) -> str:
    """A line to recognise it by after other programs have quoted and broken it."""
    return re.sub(r"[\s>|]+", " ", line[:_LONGEST]).strip().lower()


def segments(text: str, ranges: list[list[int]]) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether it is folded; together they are the whole text."""
    lines, found, place = text.split("\n"), [], 0
    for start, end in ranges:
        found.append((False, "\n".join(lines[place:start])))
        found.append((True, "\n".join(lines[start:end])))
        place = end
    found.append((False, "\n".join(lines[place:])))
    return [(is_folded, piece) for is_folded, piece in found if piece.strip()]


def _mark_quote_signs(lines: list[str], is_quoted: list[bool]) -> None:
    """Lines with ``>``, and the sentence above them that says whose words they are."""
    for number, line in enumerate(lines):
        if not line.lstrip().startswith(">"):
            continue
        is_quoted[number] = True
        if number and not is_quoted[number - 1]:
            for above in _introduction_above(lines, number):
                is_quoted[above] = True


def _introduction_above(lines: list[str], number: int) -> list[int]:
    """The numbers of the lines of an introduction that ends just above; programs break it over up to three."""
    last = number - 1
    while last >= 0 and not lines[last].strip() and number - last < 3:
        last -= 1
    for first in range(last, max(-1, last - 3), -1):
        joined = " ".join(line.strip() for line in lines[first : last + 1])
        if len(joined) <= _LONGEST and _INTRODUCTION.match(joined):
            return list(range(first, number))
    return []


def _start_of_earlier_message(lines: list[str], is_quoted: list[bool]) -> int:
    """The first line of a message below that is quoted without signs; the number of lines when there is none."""
    for number, line in enumerate(lines):
        if is_quoted[number] or len(line) > _LONGEST:
            continue
        if _DIVIDER.match(line) or _SIGNATURE.match(line) or _is_header_block(lines, number):
            return _with_rule(lines, number)
        joined = " ".join(part.strip() for part in lines[number : number + 3])[:_LONGEST]
        if _INTRODUCTION.match(line) or (line.strip() and _is_broken_introduction(lines, number, joined)):
            return number
    return len(lines)


def _is_broken_introduction(lines: list[str], number: int, joined: str) -> bool:
    starts = re.match(r"(?:op|on|am|le)\b.{0,40}\d", lines[number], re.IGNORECASE)
    ends = any(line.rstrip().endswith(":") for line in lines[number + 1 : number + 3])
    return bool(starts and ends and _INTRODUCTION.match(joined.rpartition(":")[0] + ":"))


def _is_header_block(lines: list[str], number: int) -> bool:
    """*Van: … Verzonden: … Aan: …*: the first and two others within the six lines below."""
    if not _FIRST_HEADER.match(lines[number]):
        return False
    below = lines[number + 1 : number + 7]
    return sum(bool(_OTHER_HEADER.match(line[:_LONGEST])) for line in below) >= 2


def _with_rule(lines: list[str], number: int) -> int:
    """The rule that Outlook draws above its header block goes with it."""
    above = number - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and _RULE.match(lines[above]) else number


def _mark_rest(lines: list[str], is_quoted: list[bool], start: int, known: frozenset[str]) -> None:
    rest = range(start, len(lines))
    written = [number for number in rest if comparable(lines[number]) and not _is_furniture(lines[number])]
    from_before = [number for number in written if comparable(lines[number]) in known]
    # Only when most of it is recognised do we dare say that the other lines are new.
    shows_answers = len(from_before) * 2 >= len(written) > 0 and bool(from_before)
    for number in rest:
        line = lines[number]
        is_new = shows_answers and comparable(line) and comparable(line) not in known
        is_quoted[number] = is_quoted[number] or not is_new or _is_furniture(line)


def _is_furniture(line: str) -> bool:
    patterns = (_FIRST_HEADER, _OTHER_HEADER, _DIVIDER, _RULE, _INTRODUCTION)
    return any(pattern.match(line[:_LONGEST]) for pattern in patterns)


def _ranges(is_quoted: list[bool]) -> list[list[int]]:
    found: list[list[int]] = []
    for number, quoted in enumerate(is_quoted):
        if quoted and found and found[-1][1] == number:
            found[-1][1] = number + 1
        elif quoted:
            found.append([number, number + 1])
    return found
