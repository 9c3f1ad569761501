"""The words of a question, for the desk's own search: Dutch lexemes, kept with the question and nowhere else."""

from collections.abc import Iterable

from loket.search import dutch
from servicedesk.models import Question

MOST_LEXEMES = 4_000
LONGEST = 80
# Of a longer text the start is searched: a mail can be megabytes.
MOST_CHARACTERS = 60_000
MOST_ASKED = 8


def of(texts: Iterable[str]) -> set[str]:
    """The lexemes of texts."""
    joined = "\n".join(texts)[:MOST_CHARACTERS]
    return {text for text in dutch.index_lexemes(joined) if len(text) <= LONGEST}


def asked(text: str) -> list[list[str]]:
    """Per word of a search the lexemes of which one must be there; small words do not count."""
    terms = [term for term in dutch.query_terms(text) if term.lexemes]
    return [[lexeme.text for lexeme in term.lexemes] for term in terms[:MOST_ASKED]]


def add(question: Question, *texts: str) -> None:
    """Make the question findable by these words too; the caller holds its row."""
    known = set(question.lexemes)
    new = of(texts) - known
    if new and len(known) < MOST_LEXEMES:
        question.lexemes = sorted(known | new)[:MOST_LEXEMES]
        Question.objects.filter(pk=question.pk).update(lexemes=question.lexemes)
