"""What in a text looks like something of a person: shown to be taken out, or to be found good, by who reads it.

Names are found by what is known of the question (who asked, who answered, which organisation) and by what stands
before them; addresses and numbers by how they look. Nothing is found for certain, so a person looks too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket.search import dutch
from servicedesk.models import Question

_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_PATTERNS = (
    ("e-mailadres", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("telefoonnummer", re.compile(r"(?<![\w-])(?:\+31|0031|0)[\s(-]*\d(?:[\s()./-]*\d){7,9}(?!\d)")),
    ("burgerservicenummer", re.compile(r"(?<![\d.,-])\d{9}(?![\d,-]|\.\d)")),
    ("postcode", re.compile(r"(?<!\w)[1-9]\d{3}\s?[A-Z]{2}(?!\w)")),
    ("nummer van een vraag", re.compile(r"(?<![\d-])20\d\d-\d{5,7}(?!\d)")),
    ("aanspreking", re.compile(rf"(?i:\b(?:beste|geachte|hallo|hoi|dag))\s+(?!lezer\b){_WORD}(?:\s+{_WORD})*")),
    (
        "naam",
        re.compile(rf"(?i:\b(?:mevrouw|meneer|de heer|mevr\.|dhr\.|dr\.|drs\.|mijn collega))\s+{_WORD}(?:\s+{_WORD})*"),
    ),
    ("ondertekening", re.compile(rf"(?i:\b(?:groet|groeten|hartelijk|vriendelijke groet)),?\s*\n+\s*{_WORD}[^\n]*")),
)
NEVER_GOOD = frozenset({"e-mailadres", "telefoonnummer", "burgerservicenummer", "naam van de vrager"})
"""What has to be taken out of what becomes public; of the rest a person can say that it is no harm."""
_SHORTEST_NAME = 3
_SMALL = frozenset({"van", "den", "der", "het", "voor", "ten", "ter"})


def _is_name(word: str) -> bool:
    """*Een collega in de wijk* can stand where a name is asked: its words are no names."""
    return word.lower() not in _SMALL and not dutch.is_stopword(word) and word[:1].isupper()


@dataclass(frozen=True)
class Mention:
    """Something found: what it looks like, the words, and where they begin."""

    kind: str
    words: str
    start: int

    @property
    def is_never_good(self) -> bool:
        return self.kind in NEVER_GOOD

    @property
    def key(self) -> str:
        """By which a person says that this one is no harm, wherever it stands."""
        return f"{self.kind}: {self.words}"


def find(text: str, question: Question | None = None, others: Iterable[str] = ()) -> list[Mention]:
    """In order of appearance, each place once. ``others``: more names that are known, such as who answered."""
    found = [*_by_pattern(text), *_by_name(text, question, others)]
    kept: list[Mention] = []
    for row in sorted(found, key=lambda row: (row.start, -len(row.words), not row.is_never_good)):
        if not kept or row.start >= kept[-1].start + len(kept[-1].words):
            kept.append(row)
    return kept


def _by_pattern(text: str) -> Iterator[Mention]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Mention(kind, " ".join(match[0].split()), match.start())


def _by_name(text: str, question: Question | None, others: Iterable[str]) -> Iterator[Mention]:
    known = [("naam", name) for name in others]
    if question is not None:
        known += [("naam van de vrager", question.asker_name), ("naam", question.on_behalf_of)]
        organisation = question.organisation.name if question.organisation else ""
        known += [("organisatie", name) for name in (question.organisation_name, organisation) if name]
    for kind, name in known:
        words = [name] if kind == "organisatie" else [name, *filter(_is_name, name.split())]
        for word in dict.fromkeys(words):
            if len(word) >= _SHORTEST_NAME:
                for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
                    yield Mention(kind, match[0], match.start())
