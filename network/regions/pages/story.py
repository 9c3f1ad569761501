"""The canvas, its versions, and two of them beside each other."""

import re
from dataclasses import dataclass

from loket.catalogue import differences
from loket.search import dutch
from network.regions import permissions
from network.regions.enums import BOX_QUESTIONS, Box
from network.regions.models import Clash, Region, StoryVersion
from network.regions.workflow import storytelling

NOW = "nu"
_FEWEST_LETTERS = 4
_WORD = re.compile(r"(\w+)")


@dataclass(frozen=True)
class Beside:
    """One side of a comparison: what the reader chose, in words, and the texts."""

    label: str
    texts: dict[str, str]


def canvas(region: Region, user) -> dict:
    """The seven boxes with their lines; open clashes for who may settle them."""
    writes = permissions.can_write(user, region)
    found = {box.key: box for box in region.boxes.select_related("by")}
    texts = {key: found[key].text if key in found else "" for key in Box.values}
    newest = max((box for box in found.values() if box.changed_at), key=lambda box: box.changed_at, default=None)
    return {
        "boxes": boxes_of(texts),
        "is_empty": not any(texts.values()),
        "newest": newest,
        "clashes": clashes(region) if writes else [],
        "sees_versions": permissions.is_member(user, region),
    }


def boxes_of(texts: dict[str, str]) -> list[dict]:
    return [
        {"key": key, "label": label, "question": BOX_QUESTIONS[key], "lines": lines(texts.get(key, ""))}
        for key, label in Box.choices
    ]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def clashes(region: Region) -> list[Clash]:
    rows = Clash.objects.filter(box__region=region, settled_at=None).select_related("box", "by", "their_by")
    return list(rows)


def writing(region: Region, typed: dict[str, tuple[str, str]] | None = None) -> dict:
    """The boxes to write in; ``typed`` keeps (text, base) of what could not be saved."""
    found = {box.key: box for box in region.boxes.all()}
    open_clashes: dict[str, list[Clash]] = {}
    for clash in clashes(region):
        open_clashes.setdefault(clash.box.key, []).append(clash)
    rows = []
    for key, label in Box.choices:
        text, base = (typed or {}).get(key) or (found[key].text, str(found[key].number))
        row = {"key": key, "label": label, "question": BOX_QUESTIONS[key], "text": text, "base": base}
        rows.append(row | {"rows": max(4, text.count("\n") + 2), "clashes": open_clashes.get(key, [])})
    return {"boxes": rows}


def sides(region: Region, user, others: list[Region]) -> list[tuple[str, str]]:
    """What can be put beside each other: now, versions (for members), and other regions that share their story."""
    choices = [(NOW, f"{region}: nu")]
    if permissions.is_member(user, region):
        choices += [(f"v{version.pk}", f"Versie: {version.name}") for version in region.versions.all()]
    return choices + [(f"r{other.pk}", f"Andere regio: {other}") for other in others]


def others(region: Region, user) -> list[Region]:
    """Other regions of which this person may read the story."""
    shared = Region.objects.visible_to(user).with_network().exclude(pk=region.pk)
    return [other for other in shared if permissions.can_read_story(user, other)]


def read_side(chosen: str, region: Region, user, known: list[Region]) -> Beside | None:
    """A side as an address has it (``nu``, ``v12``, ``r3``); None for what is not there or not theirs."""
    if chosen == NOW:
        return Beside(f"{region}, nu", storytelling.texts_of(region))
    number = chosen[1:]
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    if chosen.startswith("v") and permissions.is_member(user, region):
        version = StoryVersion.objects.filter(region=region, pk=int(number)).first()
        return Beside(version.name, version.texts) if version else None
    other = next((row for row in known if chosen == f"r{row.pk}"), None)
    return Beside(f"{other}, nu", storytelling.texts_of(other)) if other else None


def compared(before: Beside, after: Beside, *, is_same_region: bool) -> dict:
    """Per box: within a region what went and came by words, between regions both texts with the words they share."""
    if is_same_region:
        rows = [
            {"label": label, "parts": differences.words(before.texts.get(key, ""), after.texts.get(key, ""))}
            for key, label in Box.choices
            if before.texts.get(key, "") != after.texts.get(key, "")
        ]
        return {"differences": rows}
    return {
        "beside": [_beside(label, before.texts.get(key, ""), after.texts.get(key, "")) for key, label in Box.choices]
    }


def _beside(label: str, one: str, other: str) -> dict:
    shared = _lemmas(one) & _lemmas(other)
    return {"label": label, "sides": [_marked(one, shared), _marked(other, shared)]}


def _lemmas(text: str) -> frozenset[str]:
    return frozenset(lexeme for word in _words(text) for lexeme in dutch.index_lexemes(word))


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > _FEWEST_LETTERS}


def _marked(text: str, shared: frozenset[str]) -> list[list[tuple[bool, str]]]:
    """Lines as pieces: whether the piece stands in the other text too, and the piece."""
    return [[(_is_shared(piece, shared), piece) for piece in _WORD.split(line) if piece] for line in lines(text)]


def _is_shared(piece: str, shared: frozenset[str]) -> bool:
    return len(piece) > _FEWEST_LETTERS and not shared.isdisjoint(dutch.index_lexemes(piece.lower()))
