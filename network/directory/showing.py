"""What others see of somebody: only what this person chose to show. Every page, mail and export reads it from here."""

from dataclasses import dataclass

from loket.accounts.enums import ShownField
from loket.vocabulary import lookup
from network.directory import masking
from network.directory.enums import AlsoShown, Language
from network.directory.models import Listing


@dataclass(frozen=True)
class Speaker:
    """Somebody as a guest speaker: on which themes, about what, and under which conditions."""

    themes: tuple[str, ...]
    topics: str
    conditions: str


@dataclass(frozen=True)
class Card:
    """One person as colleagues may see them; what is not shown is empty. Codes stay codes."""

    listing: Listing
    name: str
    job_title: str
    organisation: str
    sector: str
    level: str
    themes: tuple[str, ...]
    areas: tuple[str, ...]
    expertise: str
    languages: tuple[str, ...]
    about: str
    speaker: Speaker | None

    @property
    def url(self) -> str:
        return self.listing.get_absolute_url()

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isupper()] or self.name.split()
        return "".join(word[0] for word in (words if len(words) < 2 else (words[0], words[-1]))).upper()

    @property
    def work(self) -> str:
        """Function and organisation in one line."""
        return ", ".join(part for part in (self.job_title, self.organisation) if part)

    @property
    def theme_labels(self) -> list[str]:
        return [lookup.label("theme", code) for code in self.themes]

    @property
    def area_labels(self) -> list[str]:
        return [lookup.area_label(code) for code in self.areas]

    @property
    def language_labels(self) -> list[str]:
        return [str(Language(code).label) for code in self.languages]

    @property
    def sector_label(self) -> str:
        return lookup.label("sector", self.sector) if self.sector else ""

    @property
    def level_label(self) -> str:
        return lookup.label("level", self.level) if self.level else ""


def name_of(person) -> str:
    """The name without addresses in it; empty when nothing is left: never the e-mail address."""
    return masking.masked(person.name)


def card(listing: Listing) -> Card:
    """What is to be seen of this person; ``listing.person`` and its organisation are at hand."""
    return _card(listing, {*listing.person.shown_fields, *listing.also_shown})


def own_card(listing: Listing) -> Card:
    """What could be seen if this person showed all; for the person's own eyes."""
    return _card(listing, {*ShownField.values, *AlsoShown.values})


def _card(listing: Listing, shown: set[str]) -> Card:
    person = listing.person

    def if_shown(field: str, value):
        return value if field in shown else type(value)()

    return Card(
        listing=listing,
        name=name_of(person),
        job_title=if_shown(ShownField.JOB_TITLE, masking.masked(person.job_title)),
        organisation=if_shown(ShownField.ORGANISATION, masking.masked(str(person.organisation or ""))),
        sector=if_shown(AlsoShown.SECTOR, person.sector),
        level=if_shown(AlsoShown.LEVEL, person.level),
        themes=if_shown(ShownField.THEMES, tuple(person.themes)),
        areas=if_shown(ShownField.AREAS, tuple(person.areas)),
        expertise=if_shown(ShownField.EXPERTISE, masking.masked_lines(person.expertise)),
        languages=tuple(listing.languages),
        about=masking.masked_lines(listing.about),
        speaker=_speaker(listing),
    )


def _speaker(listing: Listing) -> Speaker | None:
    if not listing.is_speaker:
        return None
    return Speaker(
        themes=tuple(lookup.label("theme", code) for code in listing.speaker_themes),
        topics=masking.masked_lines(listing.speaker_topics),
        conditions=masking.masked_lines(listing.speaker_conditions),
    )
