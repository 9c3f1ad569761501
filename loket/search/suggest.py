"""Suggestions while typing: titles and words that begin with what was typed, also with a typing error in it."""

from dataclasses import dataclass

from django.db import connection

from loket.search import dutch
from loket.search.repair import nearest
from loket.search.rows import PREFIX_MARK, quoted

MIN_LENGTH = 2
MAX_LENGTH = 100
TITLES, WORDS = 6, 4
_LOOKED_AT = 200
_STATEMENT = """
    SELECT
        (SELECT json_agg(json_build_array(title, kind, url)) FROM (
            SELECT title, kind, url FROM (
                SELECT title, kind, url, is_priority, use_count, title_key, title_words FROM search_findable
                WHERE vector @@ %(titles)s::tsquery AND audience && %(tokens)s::text[] LIMIT %(looked_at)s) found
            ORDER BY starts_with(title_key, %(key)s) DESC, use_count DESC, is_priority DESC, title_words, title_key
            LIMIT %(title_count)s) best),
        (SELECT json_agg(word) FROM (
            SELECT word FROM search_word WHERE word LIKE %(prefix)s AND document_count > 0
            ORDER BY document_count DESC, word LIMIT %(word_count)s) known)"""


@dataclass(frozen=True)
class Suggestion:
    """A title with its page, or (without ``url``) words to search for."""

    value: str
    kind: str = ""
    url: str = ""


def suggestions(prefix: str, tokens: tuple[str, ...] = ("public",)) -> list[Suggestion]:
    """At most ten: words first, then titles that this audience may see. One statement; three with a typing error."""
    typed = dutch.tokens(prefix[:MAX_LENGTH].replace("\x00", " "))
    if not typed or len(typed[-1]) < MIN_LENGTH:
        return []
    found = _found(typed, tokens)
    if not found and (mended := nearest([word for word in typed if len(word) > 3])):
        found = _found([mended.get(word, word) for word in typed], tokens)
    return found


def _found(typed: list[str], tokens: tuple[str, ...]) -> list[Suggestion]:
    *whole, last = typed
    query = " & ".join([*(quoted(PREFIX_MARK + word) for word in whole), quoted(PREFIX_MARK + last) + ":*"])
    escaped = last.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values = {
        "titles": query,
        "tokens": list(tokens),
        "looked_at": _LOOKED_AT,
        "key": " ".join(typed),
        "prefix": escaped + "%",
        "title_count": TITLES,
        "word_count": WORDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        titles, words = cursor.fetchone()
    before = "".join(f"{word} " for word in whole)
    return [
        *(Suggestion(before + word) for word in words or () if word != last),
        *(Suggestion(title, kind, url) for title, kind, url in titles or ()),
    ]
