"""From a document to what is stored of it: pure, without a database, so that it can run in processes of its own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loket.search import dutch, feedback
from loket.search.documents import Document

TITLE, SUMMARY, BODY, FILE = "A", "B", "C", "D"
TITLE_MARK = "t:"
"""Before a lexeme that stands in a title: GIN keeps no weights, so the title's words are lexemes of their own."""
PREFIX_MARK = "s:"
"""Before a title's word as it is written, for suggestions while typing."""

UNCOUNTED = frozenset(("samen", "samenstelling"))
"""Reasons of lexemes that need no document frequency: pairs of words, of which there are very many."""

PASSAGE_WORDS = 90
MAX_WORDS = 60_000  # of one document with its files; about 150 pages
MAX_POSITION = 16_383  # of PostgreSQL
MAX_POSITIONS = 40  # of one lexeme; PostgreSQL keeps at most 255
MAX_VECTOR_BYTES = 900_000  # PostgreSQL refuses a tsvector over 1 MB
FIELD_GAP = 20  # no phrase runs on from one field into the next
MAX_TITLE = 300

_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s|[*_`|~]+", re.MULTILINE)
_SENTENCES = re.compile(r"[^.!?\n]+(?:[.!?]+|\n+|$)\s*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class PassageRow:
    place: str
    text: str
    vector: str


@dataclass(frozen=True)
class Row:
    """What is stored of a document: the text forms of its vectors, its lexemes and words, its passages."""

    document: Document
    title: str
    title_key: str
    title_words: int
    vector: str
    facets: list[str]
    lexemes: list[str]
    words: list[str]
    passages: list[PassageRow] = field(default_factory=list)


class Vector:
    """A tsvector in the making: lexemes with their places and weights, within PostgreSQL's limits."""

    def __init__(self) -> None:
        self.places: dict[str, list[str]] = {}
        self.counted: set[str] = set()
        self._position = 0
        self._bytes = 0

    def add_terms(self, terms: list, weight: str) -> None:
        """Add analysed words after what is there, a gap further on."""
        start, last = self._position, 0
        for term in terms:
            last = term.position
            if term.lexemes:
                place = f"{min(start + last + 1, MAX_POSITION)}{weight}"
                for lexeme in term.lexemes:
                    self._add(lexeme.text, place)
                    if lexeme.reason not in UNCOUNTED:
                        self.counted.add(lexeme.text)
        self._position = min(start + last + FIELD_GAP, MAX_POSITION)

    def add_plain(self, lexemes: Iterable[str]) -> None:
        """Add lexemes without a place."""
        for lexeme in lexemes:
            self._add(lexeme, "")

    def _add(self, lexeme: str, place: str) -> None:
        known = self.places.get(lexeme)
        if known is None:
            if self._bytes > MAX_VECTOR_BYTES:
                return
            self._bytes += 3 * len(lexeme) + 2
            known = self.places[lexeme] = []
        if place and len(known) < MAX_POSITIONS and (not known or known[-1] != place):
            self._bytes += 2
            known.append(place)

    def __str__(self) -> str:
        return " ".join(
            f"{quoted(lexeme)}:{','.join(at)}" if at else quoted(lexeme) for lexeme, at in self.places.items()
        )


def quoted(lexeme: str) -> str:
    """A lexeme as PostgreSQL reads it in the text of a tsvector or a tsquery."""
    if lexeme.isalnum():
        return f"'{lexeme}'"
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def analyse(document: Document) -> Row:
    """Work out all that is stored of a document."""
    title = clean(document.title)[:MAX_TITLE]
    title_terms = dutch.index_terms(title)
    vector, words = Vector(), set()
    vector.add_terms(title_terms, TITLE)
    vector.add_plain(TITLE_MARK + lexeme.text for term in title_terms for lexeme in term.lexemes)
    vector.add_plain(PREFIX_MARK + word for word in dutch.tokens(title))
    _collect(words, title_terms)
    # A full stop between the keywords: two labels beside each other are no compound written apart.
    for text in (document.summary, " . ".join((document.kind, *document.keywords))):
        terms = dutch.index_terms(clean(text))
        vector.add_terms(terms, SUMMARY)
        _collect(words, terms)
    passages = _add_passages(document, vector, words)
    facets = facet_tokens(document)
    subjects = (token for token in facets if token.partition(":")[0] in feedback.GROUPS)
    return Row(
        document=document,
        title=title,
        title_key=dutch.sort_key(title)[:MAX_TITLE],
        title_words=len(title_terms),
        vector=str(vector),
        facets=facets,
        lexemes=sorted(vector.counted.union(subjects)),
        words=sorted(words) if "public" in document.audience else [],
        passages=passages,
    )


def analyse_all(documents: list[Document]) -> list[Row]:
    """Work out what is stored of several documents, in their order."""
    return list(map(analyse, documents))


def _add_passages(document: Document, vector: Vector, words: set[str]) -> list[PassageRow]:
    rows, left = [], MAX_WORDS
    texts = [("", document.body, BODY), *((place, text, FILE) for place, text in document.passages)]
    for place, text, weight in texts:
        for piece in pieces(clean(text)):
            if left <= 0:
                return rows
            terms = dutch.index_terms(piece)
            left -= PASSAGE_WORDS
            vector.add_terms(terms, weight)
            _collect(words, terms)
            rows.append(PassageRow(place[:300], _SPACE.sub(" ", piece).strip(), _words_of(terms)))
    return rows


def _words_of(terms: list) -> str:
    """The words of a passage as the text of its vector. Pairs of words are left out: excerpts do not show them."""
    found = {lexeme.text for term in terms for lexeme in term.lexemes if lexeme.reason not in UNCOUNTED}
    return " ".join(map(quoted, sorted(found)))


def _collect(words: set[str], terms: list) -> None:
    words.update(term.surface for term in terms if len(term.surface) > 2 and term.surface.isalpha())


def clean(text: str) -> str:
    """The text without Markdown's marks and without characters that PostgreSQL refuses."""
    return _MARKUP.sub(lambda match: f" {match[1] or ''} ", text.replace("\x00", " ")) if text else ""


def pieces(text: str) -> Iterator[str]:
    """Cut a text into passages of about ``PASSAGE_WORDS`` words, between sentences where that can be."""
    held, count = [], 0
    for sentence in _SENTENCES.findall(text):
        for part in _short_parts(sentence):
            size = part.count(" ") + 1
            if held and count + size > PASSAGE_WORDS:
                yield "".join(held)
                held, count = [], 0
            held.append(part)
            count += size
    if "".join(held).strip():
        yield "".join(held)


def _short_parts(sentence: str) -> list[str]:
    if sentence.count(" ") < PASSAGE_WORDS:
        return [sentence]
    words = sentence.split()
    return [" ".join(words[at : at + PASSAGE_WORDS]) + " " for at in range(0, len(words), PASSAGE_WORDS)]


def facet_tokens(document: Document) -> list[str]:
    """``group:code`` for every facet; kind, language and year come from the document's own fields.

    The person who owns a subject is no facet: their number says nothing to who reads it, and is nobody's business.
    """
    own = {"kind": [document.kind], "language": [document.language]}
    if document.year:
        own["year"] = [str(document.year)]
    groups = own | {group: codes for group, codes in document.facets.items() if codes}
    return sorted({f"{group}:{_SPACE.sub('-', str(code))}" for group, codes in groups.items() for code in codes})
