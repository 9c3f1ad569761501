"""From the pieces of a file to Markdown that its owner can correct, with sentences about what is not carried over.

Careful rather than clever: what we do not know for sure, we say instead of guess.
"""

import re
from collections import Counter
from collections.abc import Iterable

from loket.core.files.outline import Outlined
from loket.core.files.outlines import blocks
from loket.core.files.outlines.blocks import Block

# What Markdown would take for a mark: anywhere, and at the start of a line.
_MARKS = re.compile(r"([\\`*_\[\]<>|])")
_AT_START = re.compile(r"^(#{1,6}\s|[+-]\s|={2,}|-{2,})")
_NUMBERED = re.compile(r"^(\d{1,9})([.)]\s)")
_TEXT = (blocks.HEADING, blocks.PARAGRAPH, blocks.ITEM, blocks.ROW)
_NO_DESCRIPTION = "*Hier staat in het bestand een afbeelding zonder beschrijving.*"
DEEPEST_HEADING = 3


class NoText(Exception):
    """There is nothing to show; the text is a sentence for the person."""

    def __init__(self) -> None:
        super().__init__(
            "In dit bestand staat geen tekst die wij kunnen lezen. Het is waarschijnlijk een scan of een foto. "
            "Een webversie maken kan pas als er tekst in staat, bijvoorbeeld door tekstherkenning (OCR)."
        )


def markdown_of(outlined: Outlined) -> str:
    """The text, a blank line between the pieces. Raises ``NoText``."""
    if not any(block.kind in _TEXT for block in outlined.blocks):
        raise NoText
    around = zip([None, *outlined.blocks], outlined.blocks, [*outlined.blocks[1:], None], strict=False)
    made = [(block.kind, _piece(before, block, after)) for before, block, after in around]
    return "".join(_joined([(kind, text) for kind, text in made if text])).strip()


def _piece(before: Block | None, block: Block, after: Block | None) -> str:
    if block.kind == blocks.PLACE:
        return _place(block, after)
    if block.kind == blocks.HEADING and before is not None and _is_slide(before):
        return f"# {before.text.capitalize()}: {escaped(block.text)}"
    if block.kind == blocks.HEADING:
        return f"{'#' * min(block.level, DEEPEST_HEADING)} {escaped(block.text)}"
    if block.kind in (blocks.ITEM, blocks.ROW):
        return f"- {escaped(block.text)}"
    if block.kind == blocks.PICTURE:
        return f"*Afbeelding: {escaped(block.text)}*" if block.text else _NO_DESCRIPTION
    if block.kind == blocks.TABLE:
        return "*Hier staat in het bestand een tabel. Elke rij staat hieronder op een regel.*"
    return escaped(block.text)


def _is_slide(block: Block) -> bool:
    return block.kind == blocks.PLACE and block.text.startswith("dia ")


def _place(block: Block, after: Block | None) -> str:
    """A slide is a chapter, by its title where it has one; the mark of a page is small, for who follows a reference."""
    if after is None or after.kind == blocks.PLACE or (_is_slide(block) and after.kind == blocks.HEADING):
        return ""
    return f"# {block.text.capitalize()}" if _is_slide(block) else f"*{block.text.capitalize()}*"


def _joined(made: list[tuple[str, str]]) -> Iterable[str]:
    listed = (blocks.ITEM, blocks.ROW)
    for (kind, text), (following, _) in zip(made, [*made[1:], ("", "")], strict=True):
        yield text + ("\n" if kind in listed and following == kind else "\n\n")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    inert = _MARKS.sub(r"\\\1", text)
    return _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\\\1", inert))


def left_out(outlined: Outlined, kind: str) -> str:
    """What a reader of the page should know is not on it, a sentence a line."""
    found = Counter(block.kind for block in outlined.blocks)
    undescribed = sum(block.kind == blocks.PICTURE and not block.text for block in outlined.blocks)
    told = [
        _pictures(found[blocks.PICTURE], undescribed),
        _tables(found[blocks.TABLE]),
        _build(found[blocks.HEADING], kind),
        "De tekst is lang en is hier ingekort. Het hele stuk staat in het bestand." if outlined.is_truncated else "",
    ]
    return "\n".join(sentence for sentence in told if sentence)


def _pictures(number: int, undescribed: int) -> str:
    if not number:
        return ""
    named = "De afbeelding uit het bestand staat" if number == 1 else f"De {number} afbeeldingen uit het bestand staan"
    if not undescribed:
        return f"{named} niet op deze pagina. Wel staat er wat erop te zien is."
    if undescribed == number:
        return f"{named} niet op deze pagina. In het bestand staat niet beschreven wat erop te zien is."
    return f"{named} niet op deze pagina. Van {undescribed} staat niet beschreven wat erop te zien is."


def _tables(number: int) -> str:
    if not number:
        return ""
    return f"{'De tabel staat' if number == 1 else f'De {number} tabellen staan'} hier als lijst, rij voor rij."


def _build(headings: int, kind: str) -> str:
    if kind == "pdf":
        known = "" if headings else " De koppen waren niet te herkennen, daarom staat de tekst per pagina."
        return f"De alinea's zijn afgeleid van de regels op papier en kunnen anders lopen.{known}"
    if kind in ("docx", "odt"):
        return "Kop- en voetteksten, opmerkingen en opmaak staan niet op deze pagina."
    return "Opmaak en bewegende onderdelen staan niet op deze pagina." if kind in ("pptx", "odp") else ""
