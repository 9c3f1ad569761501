"""Two to four entries side by side; one address is the whole state: *ingang*, *veld* and what is looked for (*q*)."""

from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from loket.catalogue import compared_fields, findable, related
from loket.catalogue import content as contents
from loket.catalogue.compared_fields import Field, Said
from loket.catalogue.enums import EntryState
from loket.catalogue.models import Entry
from loket.search.engine import search
from loket.search.query import MAX_QUERY, SearchRequest

ENTRY, FIELD, TEXT = "ingang", "veld", "q"
FEWEST, MOST = 2, 4
# So many names in an address are looked at; a real one has at most four.
_READ = 40
_OFFERED = 8
_NAMES = {"one": "Deze ingang vinden wij niet", "more": "Deze ingangen vinden wij niet"}


class Verdict(Enum):
    """How the entries stand in one field; the value is what the page says."""

    SAME = "Gelijk"
    DIFFERENT = "Verschilt"
    PARTLY = "Niet overal bekend"
    UNKNOWN = "Nergens bekend"


@dataclass(frozen=True)
class Notice:
    """A sentence about what could not be done as asked, with where to go on."""

    text: str
    kind: str = "info"
    url: str = ""
    link_label: str = ""


@dataclass(frozen=True)
class Cell:
    """What one entry says in a row; ``labels`` are (label, whether no other entry has it, address or empty)."""

    entry: Entry
    said: Said
    labels: tuple[tuple[str, bool, str], ...] = ()


@dataclass(frozen=True)
class Row:
    field: Field
    cells: tuple[Cell, ...]
    verdict: Verdict | None


@dataclass(frozen=True)
class Comparison:
    """What an address asks for, as far as it can be shown. ``chosen``: the keys that stand in the address."""

    entries: tuple[Entry, ...]
    chosen: tuple[str, ...]
    shown: tuple[str, ...]
    fields: dict[str, Field]
    notices: tuple[Notice, ...] = ()
    text: str = ""
    rows: tuple[Row, ...] = field(default=())

    @property
    def slugs(self) -> list[str]:
        return [entry.slug for entry in self.entries]

    def url(self, slugs: list[str], view: str = "compare") -> str:
        """The address with other entries and the same fields."""
        query = QueryDict(mutable=True)
        query.setlist(ENTRY, slugs)
        query.setlist(FIELD, self.chosen)
        return f"{reverse(view)}?{query.urlencode()}" if slugs else reverse(view)


@dataclass(frozen=True)
class Offer:
    """An entry that can be put beside the others, and why it is offered."""

    entry: Entry
    url: str
    reason: str = ""


def read(params: QueryDict) -> Comparison:
    """The comparison in an address; whatever is wrong in it is left out and told in ``notices``.

    One query, and what the fields of other parts ask.
    """
    notices: list[Notice] = []
    entries = _entries([slug.replace("\x00", "") for slug in params.getlist(ENTRY)], notices)
    first, fields = compared_fields.choice(entries)
    asked = dict.fromkeys(params.getlist(FIELD)[:_READ])
    if entries and (unknown := [key for key in asked if key not in fields]):
        named = ", ".join(f"“{key[:40]}”" for key in unknown[:MOST])
        notices.append(Notice(f"Dit kunnen wij bij deze ingangen niet vergelijken: {named}."))
    chosen = tuple(key for key in fields if key in asked)
    shown = chosen or first
    text = " ".join(params.get(TEXT, "").replace("\x00", " ").split())[:MAX_QUERY]
    rows = tuple(_row(fields[key], entries) for key in fields if key in shown) if entries else ()
    return Comparison(tuple(entries), chosen, shown, fields, tuple(notices), text, rows)


def _entries(slugs: list[str], notices: list[Notice]) -> list[Entry]:
    asked = list(dict.fromkeys(filter(None, slugs[:_READ])))
    known = {entry.slug: entry for entry in Entry.objects.exclude(state=EntryState.UNPUBLISHED).filter(slug__in=asked)}
    found = [known[slug] for slug in asked if slug in known and known[slug].is_published]
    twice = [entry.title for entry in found if slugs.count(entry.slug) > 1]
    notices += [Notice(f"{title} stond er meer dan één keer in. U ziet deze ingang één keer.") for title in twice]
    if unknown := [slug for slug in asked if slug not in known]:
        named = ", ".join(f"“{slug[:60]}”" for slug in unknown[:MOST])
        notices.append(Notice(f"{_NAMES['one' if len(unknown) == 1 else 'more']}: {named}.", "warning"))
    notices += [_archived(entry) for slug, entry in known.items() if not entry.is_published]
    if len(found) > MOST:
        left = ", ".join(entry.title for entry in found[MOST : 2 * MOST])
        more = " en meer" if len(found) > 2 * MOST else ""
        notices.append(Notice(f"U kunt hooguit vier ingangen vergelijken. Niet getoond: {left}{more}.", "warning"))
    if len(found) == 1:
        notices.append(Notice("U hebt één ingang gekozen. Kies er nog een om te vergelijken."))
    return found[:MOST]


def _archived(entry: Entry) -> Notice:
    text = f"{entry.title} is gearchiveerd en staat daarom niet in de vergelijking."
    return Notice(text, "warning", entry.get_absolute_url(), "Lees waarom, en wat ervoor in de plaats kwam")


def _row(shown: Field, entries: list[Entry]) -> Row:
    told = compared_fields.told(entries, shown.key)
    cells = tuple(
        Cell(entry, said, tuple(_label(shown, label, said, told) for label in said.labels))
        for entry, said in zip(entries, told, strict=True)
    )
    return Row(shown, cells, verdict(told) if len(entries) > 1 else None)


def _label(shown: Field, label: str, own: Said, told: list[Said]) -> tuple[str, bool, str]:
    return label, _is_alone(label, own, told), _elsewhere(shown, label)


def _is_alone(label: str, own: Said, told: list[Said]) -> bool:
    return len(told) > 1 and not any(label in said.labels for said in told if said is not own)


def _elsewhere(shown: Field, label: str) -> str:
    """Where to see what else has this working element."""
    if shown.key != "working_elements":
        return ""
    return f"{reverse('search')}?{urlencode({'working_element': contents.working_element_code(label)})}"


def verdict(told: list[Said]) -> Verdict:
    """Whether entries differ. What a source does not tell is no difference: nobody knows."""
    filled = [frozenset(said.labels) or " ".join(said.text.casefold().split()) for said in told if said.text]
    if not filled:
        return Verdict.UNKNOWN
    if len(set(filled)) > 1:
        return Verdict.DIFFERENT
    return Verdict.SAME if len(filled) == len(told) else Verdict.PARTLY


def offers(comparison: Comparison) -> list[Offer]:
    """What can be added: what was looked for, or else what is like the first. At most eight, the same kind first."""
    chosen = {entry.pk for entry in comparison.entries}
    if len(chosen) >= MOST:
        return []
    if comparison.text:
        found = [(entry, "") for entry in _found(comparison.text)]
    elif comparison.entries:
        found = [(row.entry, row.reason) for row in related.to(comparison.entries[0])]
    else:
        found = []
    kinds = {entry.kind for entry in comparison.entries}
    fresh = [(entry, reason) for entry, reason in found if entry.pk not in chosen]
    fresh.sort(key=lambda pair: pair[0].kind not in kinds)
    return [Offer(entry, comparison.url([*comparison.slugs, entry.slug]), reason) for entry, reason in fresh[:_OFFERED]]


def _found(text: str) -> list[Entry]:
    hits = search(SearchRequest(text=text, page_size=_OFFERED + MOST)).hits
    numbers = [hit.subject_id for hit in hits if hit.subject_type == findable.SUBJECT_TYPE]
    known = Entry.objects.published().defer("content").in_bulk(numbers)
    return [known[number] for number in numbers if number in known]
