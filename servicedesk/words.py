"""The words of a question, for the desk's own search: Dutch lexemes, kept with the question and nowhere else."""

import pathlib
from collections.abc import Iterable

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from loket.search import dutch
from loket.search.dutch.analysis import STEM
from servicedesk.models import Message, Question

MOST_LEXEMES = 4_000
LONGEST = 80
# Of a longer text the start is searched: a mail can be megabytes.
MOST_CHARACTERS = 60_000
MOST_ASKED = 8
COMMON_FROM = 0.02
COMMON_KEY, COMMON_KEPT = "desk:common-words", 600
"""In the cache, in seconds."""
MOST_OF_GIST = 300
_MARKS = frozenset("+~&")
# What people write around a question, whatever they ask.
_AROUND = frozenset(pathlib.Path(__file__).with_name("around.txt").read_text(encoding="utf-8").split())


def of(texts: Iterable[str]) -> set[str]:
    """The lexemes of texts."""
    joined = "\n".join(texts)[:MOST_CHARACTERS]
    return {text for text in dutch.index_lexemes(joined) if len(text) <= LONGEST}


def kept(*groups: Iterable[str]) -> list[str]:
    """The lexemes of texts as they stand with a question; words of two groups make no compound."""
    return sorted(set().union(*map(of, groups)))[:MOST_LEXEMES]


def asked(text: str) -> list[list[str]]:
    """Per word of a search the lexemes of which one must be there; small words do not count."""
    terms = [term for term in dutch.query_terms(text) if term.lexemes]
    return [[lexeme.text for lexeme in term.lexemes] for term in terms[:MOST_ASKED]]


def search(questions: QuerySet, groups: list[list[str]]) -> QuerySet:
    """Those with a lexeme of each group, in the order that they had.

    What many questions have is found soon by walking the list in its order. For other words PostgreSQL, which guesses
    how rare they are, would often do so too and look into each question; sorted apart, it takes the index of words.
    """
    found = questions.with_words(groups)
    known = cache.get_or_set(COMMON_KEY, common, COMMON_KEPT)
    if all(known.intersection(lexemes) for lexemes in groups):
        return found
    first, *rest = found.query.order_by
    apart = Coalesce(first.lstrip("-"), first.lstrip("-"))
    return found.order_by(apart.desc() if first.startswith("-") else apart.asc(), *rest)


def common() -> frozenset[str]:
    """The lexemes that one question in fifty has, by the statistics of PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexeme FROM pg_stats,"
            " unnest(most_common_elems::text::text[], most_common_elem_freqs[:cardinality(most_common_elem_freqs) - 3])"
            " AS known (lexeme, share) WHERE tablename = %s AND attname = 'lexemes' AND share >= %s",
            [Question._meta.db_table, COMMON_FROM],
        )
        return frozenset(lexeme for (lexeme,) in cursor.fetchall())


def gist(subject: str, asked: str, found: str = "") -> list[str]:
    """The words of a question alone, each as one lexeme: as asked, and what lies behind it."""
    terms = dutch.index_terms("\n".join((subject, asked, found))[:MOST_CHARACTERS])
    return sorted({one_of(term) for term in terms if term.surface.lower() not in _AROUND} - {""})[:MOST_OF_GIST]


def one_of(term: dutch.Term) -> str:
    """The lexeme that stands for a word when words are counted; empty for words that say nothing.

    Of a word that no list knows it is the stem, of others the shortest lemma.
    """
    own = [row.text for row in term.lexemes if row.text[0] not in _MARKS] if not term.stopword else []
    stems = [row.text for row in term.lexemes if row.text.startswith(STEM)]
    return min(stems if own and stems else own, key=lambda text: (len(text), text), default="")[:LONGEST]


def renew(question: Question) -> None:
    """Find the words of a question anew, with those of what was merged into it; after a message came or went."""
    texts = [text for row in Question.objects.with_parts(question) for text in _of_question(row)]
    messages = Message.objects.in_conversation(question).select_related("post")
    for message in messages.prefetch_related("files", "post__attachments"):
        posted = message.post.attachments.all() if message.post else []
        texts += [message.text, *(file.name for file in message.files.all()), *(file.name for file in posted)]
    question.lexemes = kept(texts)
    Question.objects.filter(pk=question.pk).update(lexemes=question.lexemes)


def _of_question(question: Question) -> tuple[str, ...]:
    return question.subject, question.asked, question.asker_name, question.organisation_name


def add(question: Question, *texts: str) -> None:
    """Make the question findable by these words too; the caller holds its row."""
    known = set(question.lexemes)
    new = of(texts) - known if any(texts) else set()
    if new and len(known) < MOST_LEXEMES:
        question.lexemes = sorted(known | new)[:MOST_LEXEMES]
        Question.objects.filter(pk=question.pk).update(lexemes=question.lexemes)
