"""What in the portal may answer a question: the search engine on the words of the question that say most."""

from dataclasses import dataclass

from loket.search import audience, dutch, facets
from loket.search.engine import Hit, search
from loket.search.models import Findable, Lexeme
from loket.search.query import SearchRequest

MOST_SHOWN = 5
FEWEST_LETTERS = 8
MOST_TYPED = 3_000
# A question is a story: words that nearly everything has say nothing about it.
_WORDS = (5, 2)
_COMMON = 0.25


@dataclass(frozen=True)
class Suggestion:
    """Something to look at or to refer to, with why it is here."""

    subject_type: str
    subject_id: int
    kind: str
    title: str
    summary: str
    url: str
    why: str


def for_text(text: str, user, *, themes: list[str] | None = None, limit: int = MOST_SHOWN) -> list[Suggestion]:
    """The best first; nothing for a text that says too little. What may not be seen is not suggested."""
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    words = _telling(text[:MOST_TYPED])
    found: dict[int, Hit] = {}
    for count in _WORDS:
        if len(found) < limit and words[:count]:
            result = search(SearchRequest(text=" ".join(words[:count]), page_size=20), audience.tokens_of(user))
            found |= {hit.id: hit for hit in result.hits if hit.id not in found}
    wanted = set(themes or [])
    ranked = sorted(found.values(), key=lambda hit: not wanted.intersection(hit.codes("theme")))
    return [_suggestion(hit, words, wanted) for hit in ranked[:limit]]


def _telling(text: str) -> list[str]:
    """The words that are somewhere in the portal, the rarest first."""
    terms = {term.surface: [row.text for row in term.lexemes] for term in dutch.query_terms(text) if term.lexemes}
    wanted = {lexeme for lexemes in terms.values() for lexeme in lexemes[:1]} | {""}
    counts = dict(Lexeme.objects.filter(lexeme__in=wanted).values_list("lexeme", "document_count"))
    most = counts.get("", 0) * _COMMON
    known = [(counts.get(lexemes[0], 0), word) for word, lexemes in terms.items()]
    return [word for count, word in sorted(known) if 0 < count <= max(most, 3)]


def _suggestion(hit: Hit, words: list[str], themes: set[str]) -> Suggestion:
    return Suggestion(
        hit.subject_type,
        hit.subject_id,
        hit.kind.capitalize(),
        hit.title,
        hit.summary,
        hit.url,
        _why(hit, words, themes),
    )


def _why(hit: Hit, words: list[str], themes: set[str]) -> str:
    """In words: the theme that it shares with the question, or the words of the question that it has."""
    for code in hit.codes("theme"):
        if code in themes:
            return f"Gaat over {facets.label_of('theme', code).lower()}."
    own = set(dutch.index_lexemes(f"{hit.title} {hit.summary}"))
    shared = [word for word in words if own.intersection(dutch.index_lexemes(word))]
    return f"Gaat over {' en '.join(shared[:2])}." if shared else "Lijkt hierbij te passen."


def findable(subject_type: str, subject_id: int, user) -> Findable | None:
    """What can be referred to, as this person may see it."""
    seen = Findable.objects.filter(audience__overlap=list(audience.tokens_of(user)))
    return seen.filter(subject_type=subject_type, subject_id=subject_id).first()
