"""Addresses in texts that others see: a name or a title never gives away more than was meant (hard case 40)."""

import re

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_LEFT_OVER = re.compile(r"[(<\[]\s*[)>\]]")


def has_address(text: str) -> bool:
    """Whether an e-mail address stands in a text, also one that is written with (at)."""
    return bool(_ADDRESS.search(text))


def masked(text: str) -> str:
    """The text without e-mail addresses and without the brackets in which they stood."""
    return " ".join(_LEFT_OVER.sub(" ", _ADDRESS.sub(" ", text)).split()).strip(" ,;:-–|")


def masked_lines(text: str) -> str:
    """As ``masked``, for a text of several lines: each address is replaced by a word that says so."""
    return _ADDRESS.sub("[adres weggelaten]", text)
