"""Two people wrote in the same box at once: both texts in one, without losing a word.

A three-way merge of lines (a paragraph is a line). What one side did stands; lines that both added at one place stand
one after the other. Where both changed the same lines, the new lines of both are kept and the caller is told, so that
somebody reads it.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """``clashes`` are pairs (theirs, mine) where both changed the same lines; the text holds both."""

    text: str
    clashes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Edit:
    """Lines ``start`` up to ``end`` of the base became ``new``."""

    start: int
    end: int
    new: tuple[str, ...]
    is_mine: bool = False

    @property
    def place(self) -> tuple[int, int, bool]:
        return self.start, self.end, self.is_mine


def tidy(text: str) -> str:
    """One kind of line end, no spaces at the end of lines, no empty lines around."""
    return "\n".join(_lines(text))


def three_way(base: str, theirs: str, mine: str) -> Merged:
    """Merge ``mine`` into ``theirs``; both began from ``base``. Every line that a side added is in the result."""
    old, left, right = _lines(base), _lines(theirs), _lines(mine)
    edits = [*_edits(old, left), *_edits(old, right, is_mine=True)]
    merged: list[str] = []
    clashes, reached = [], 0
    for group in _groups(sorted(edits, key=lambda edit: edit.place)):
        start, end = group[0].start, max(edit.end for edit in group)
        merged += old[reached:start]
        others = [line for edit in group if not edit.is_mine for line in edit.new]
        own = [line for edit in group if edit.is_mine for line in edit.new]
        merged += others + [line for line in own if line not in others]
        if _is_clash(group) and own != others:
            clashes.append((_as_side(old, group, start, end, is_mine=False), _as_side(old, group, start, end)))
        reached = end
    merged += old[reached:]
    # Of two equal lines each side may have taken out another: what both still have, stays.
    merged += [line for line in left if line and line in right and line not in merged]
    return Merged(tidy("\n".join(merged)), tuple(clashes))


def _lines(text: str) -> list[str]:
    kept = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    while kept and not kept[-1]:
        kept.pop()
    while kept and not kept[0]:
        kept.pop(0)
    return kept


def _edits(old: list[str], new: list[str], *, is_mine: bool = False) -> list[_Edit]:
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Edit(i1, i2, tuple(new[j1:j2]), is_mine) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _groups(edits: list[_Edit]) -> Iterator[list[_Edit]]:
    """Edits that touch the same lines together; additions at the same place too."""
    group: list[_Edit] = []
    end = 0
    for edit in edits:
        is_same_place = group and edit.start == edit.end == group[0].start == end
        if group and not is_same_place and edit.start >= end:
            yield group
            group = []
        end = max(end, edit.end) if group else edit.end
        group.append(edit)
    if group:
        yield group


def _is_clash(group: list[_Edit]) -> bool:
    """Both sides took part, and lines that were there are touched; two additions at one place are no clash."""
    return len({edit.is_mine for edit in group}) == 2 and any(edit.end > edit.start for edit in group)


def _as_side(old: list[str], group: list[_Edit], start: int, end: int, *, is_mine: bool = True) -> str:
    """How one side has these lines."""
    kept: list[str] = []
    reached = start
    for edit in group:
        if edit.is_mine == is_mine:
            kept += [*old[reached : edit.start], *edit.new]
            reached = edit.end
    return "\n".join(kept + old[reached:end])
