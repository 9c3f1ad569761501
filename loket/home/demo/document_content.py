"""What stands in a demo document: title, lead, facts and sections, taken from an entry."""

from dataclasses import dataclass

from markdown_it import MarkdownIt

KIND_LABELS = {
    "interventie": "Interventie",
    "praktijkvoorbeeld": "Praktijkvoorbeeld",
    "richtlijn": "Richtlijn",
    "handleiding": "Handleiding",
    "handreiking": "Handreiking",
    "beleidsinstrument": "Beleidsinstrument",
    "registratie-instrument": "Registratie-instrument",
    "toolkit": "Toolkit",
    "materiaal": "Materiaal",
    "opleiding": "Opleiding",
    "publicatie": "Publicatie",
    "ondersteuningsaanbod": "Ondersteuning",
    "programma": "Programma",
}

# Only what a plain "first letter up, underscore to space" would get wrong.
_FIELD_LABELS = {
    "doelgroep_uiteindelijk": "Voor wie het bedoeld is",
    "doelgroep_intermediair": "Met wie u werkt",
    "locatie_organisatie": "Locatie en organisatie",
    "competenties_uitvoerders": "Wat uitvoerders moeten kunnen",
    "onderzoek_uitvoering": "Onderzoek naar de uitvoering",
    "onderzoek_effecten": "Onderzoek naar de effecten",
    "bereiken_betrekken": "Bereiken en betrekken",
    "wat_meet_het": "Wat het meet",
    "voor_wie": "Voor wie",
    "wie_helpt": "Wie helpt",
    "uren": "Hoeveel tijd het kost",
    "data": "Wanneer",
    "sluit_op": "Aanvragen tot",
}
_PART_LABELS = {"waarom": "Waarom", "hoe": "Hoe", "voorbeeld": "Voorbeeld", "plaats": "Plaats"}
_PART_TITLES = ("titel", "datum")

_markdown = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item (`bullet`, `number`) or a subheading (`heading`)."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document; `facts` are pairs of label and value."""

    title: str
    label: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def content_of(entry: dict) -> Content:
    """The document of an entry as the import takes it; empty fields are left out."""
    sections = [("Waar het om gaat", blocks_of(entry.get("body", "")))]
    sections += [(label_of(name), _field_blocks(value)) for name, value in entry.get("fields", {}).items()]
    facts = (
        ("Organisatie", entry.get("organisation")),
        ("Jaar", entry.get("year")),
        ("Licentie", entry.get("licence")),
        ("Bron", entry.get("source")),
    )
    return Content(
        title=entry["title"],
        label=KIND_LABELS.get(entry["kind"], entry["kind"].capitalize()),
        lead=entry.get("summary", ""),
        facts=tuple((label, str(value)) for label, value in facts if value),
        sections=tuple(Section(heading, tuple(blocks)) for heading, blocks in sections if blocks),
    )


def label_of(name: str) -> str:
    """The heading for a field of an entry."""
    return _FIELD_LABELS.get(name, name.replace("_", " ").capitalize())


def blocks_of(markdown: str) -> list[Block]:
    """The paragraphs, list items and subheadings of a Markdown text, in order."""
    blocks = []
    lists: list[str] = []
    kind = "paragraph"
    for token in _markdown.parse(markdown):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("bullet" if token.type.startswith("bullet") else "number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type in ("heading_open", "heading_close"):
            kind = "heading" if token.type == "heading_open" else "paragraph"
        elif token.type == "inline":
            blocks.append(Block(lists[-1] if lists else kind, tuple(_runs(token.children))))
    return blocks


def _runs(tokens) -> list[Run]:
    runs = []
    bold = italic = False
    href = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold = token.nesting > 0
        elif token.type in ("em_open", "em_close"):
            italic = token.nesting > 0
        elif token.type in ("link_open", "link_close"):
            href = token.attrs.get("href", "") if token.nesting > 0 else ""
        else:
            runs.append(Run(token.content or " ", bold, italic, href))
    return runs


def _field_blocks(value) -> list[Block]:
    """A field is Markdown, a number, or a list of texts or of parts with a title of their own."""
    if isinstance(value, list):
        return [block for part in value for block in _part_blocks(part)]
    return blocks_of("" if value is None else str(value))


def _part_blocks(part) -> list[Block]:
    if not isinstance(part, dict):
        return [Block("bullet", (Run(str(part)),))]
    blocks = [Block("heading", (Run(part[name]),)) for name in _PART_TITLES if part.get(name)]
    has_title = bool(blocks)
    for name, text in part.items():
        if name in (*_PART_TITLES, "bij") or not text:
            continue
        inner = blocks_of(str(text))
        if name in _PART_LABELS and inner:
            inner = _labelled(_PART_LABELS[name], inner)
        blocks += inner if has_title else [Block("bullet", block.runs) for block in inner]
    return blocks


def _labelled(label: str, blocks: list[Block]) -> list[Block]:
    """The label before the first paragraph, or above the list when it begins with one."""
    mark = Run(f"{label}: ", bold=True)
    if blocks[0].kind != "paragraph":
        return [Block("paragraph", (mark,)), *blocks]
    return [Block("paragraph", (mark, *blocks[0].runs)), *blocks[1:]]
