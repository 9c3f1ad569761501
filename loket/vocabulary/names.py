"""Keys to compare and to sort names by, the same on every machine whatever the locale of its database."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
# Statistics Netherlands lists De Bilt under the B and 's-Hertogenbosch under the H.
_LEADING_ARTICLE = re.compile(r"^(?:(?:de|den|het)\s+|['’`]\s*[st][\s-]+)", re.IGNORECASE)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("&", " en "))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def match_key(text: str) -> str:
    """Letters and digits only, lower case, no accents: ``Súdwest-Fryslân`` gives ``sudwestfryslan``."""
    return _NOT_WORD.sub("", _folded(text))


def sort_key(text: str) -> str:
    """Folded words without a leading article, so that plain byte order is the Dutch order."""
    return _NOT_WORD.sub(" ", _folded(_LEADING_ARTICLE.sub("", text.strip()))).strip()
