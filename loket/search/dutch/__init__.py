"""Dutch analysis for search: pure Python, no database, no Django.

Two texts match when `index_lexemes(text)` and `query_lexemes(query)` share a lexeme.
"""

from loket.search.dutch.analysis import (
    ANALYSER_VERSION,
    PART,
    Lexeme,
    Term,
    index_lexemes,
    index_terms,
    is_stopword,
    query_lexemes,
    query_terms,
)
from loket.search.dutch.compounds import compound_parts
from loket.search.dutch.lexicon import preload
from loket.search.dutch.spelling import spelling_key
from loket.search.dutch.synonyms import SynonymGroup, parse_synonyms
from loket.search.dutch.tokens import fold, occurrences, sort_key, spans, tokens

__all__ = [
    "ANALYSER_VERSION",
    "PART",
    "Lexeme",
    "SynonymGroup",
    "Term",
    "compound_parts",
    "fold",
    "index_lexemes",
    "index_terms",
    "is_stopword",
    "occurrences",
    "parse_synonyms",
    "preload",
    "query_lexemes",
    "query_terms",
    "sort_key",
    "spans",
    "spelling_key",
    "tokens",
]
