"""Who helps whom, with what, at what cost: the entries of kind *ondersteuningsaanbod* on one page."""

from dataclasses import dataclass

from django.db.models import QuerySet

from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.partners import places
from loket.core import markdown
from loket.vocabulary import lookup

UNKNOWN = "niet bekend"
LABELS = {
    "title": "Aanbod",
    "who": "Wie helpt",
    "whom": "Voor wie",
    "what": "Waarmee",
    "themes": "Thema's",
    "cost": "Kosten",
    "where": "Waar",
    "how": "Zo vraagt u het aan",
}
# Which of the sheet's fields tells what.
_FIELDS = {"who": "wie_helpt", "whom": "voor_wie", "what": "waarmee", "cost": "kosten", "how": "aanvragen"}


@dataclass(frozen=True)
class Offer:
    """One offer in words. A value that the source does not tell is empty, and shown as *niet bekend*."""

    entry: Entry
    values: dict[str, str]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """(label, words) of everything but the title."""
        return [(label, self.values[key]) for key, label in LABELS.items() if key != "title"]

    @property
    def line(self) -> list[str]:
        """For a spreadsheet: a cell for each of ``LABELS``."""
        return [self.values[key] or UNKNOWN for key in LABELS]


def offers() -> QuerySet[Entry]:
    return Entry.objects.published().filter(kind=Kind.SUPPORT_OFFER).select_related("organisation").order_by("title")


def offer(entry: Entry) -> Offer:
    content = entry.content
    fields = content.get("fields", {})
    told = {key: markdown.to_text(str(fields.get(name) or "")) for key, name in _FIELDS.items()}
    told["title"] = entry.title
    told["who"] = told["who"] or content.get("organisation", "")
    told["how"] = told["how"] or content.get("contact", "")
    told["themes"] = ", ".join(lookup.label("theme", code) for code in content.get("themes", []))
    told["where"] = places.named(content.get("areas", []))
    return Offer(entry, told)
