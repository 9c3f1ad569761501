"""Suggestions while typing."""

import pytest

from loket.search import index
from loket.search.suggest import suggestions
from tests.search.documents import document

pytestmark = pytest.mark.django_db


def _values(prefix: str, *tokens: str) -> list[str]:
    return [found.value for found in suggestions(prefix, tokens or ("public",))]


def test_words_and_titles_begin_with_what_was_typed() -> None:
    index.put(document("Valpreventie thuis"))
    index.put(document("Roken"))

    assert _values("valp") == ["valpreventie", "Valpreventie thuis"]


def test_last_word_is_the_one_being_typed() -> None:
    index.put(document("Gezonde school"))

    assert _values("gezonde sch") == ["gezonde school", "Gezonde school"]


def test_typing_error_is_forgiven() -> None:
    index.put(document("Eenzaamheid"))

    assert "Eenzaamheid" in _values("eenzamheid")


def test_private_titles_are_for_their_audience_only() -> None:
    index.put(document("Valpreventie intern", audience=["org:1"]))

    assert (_values("valp"), _values("valp", "org:1")) == ([], ["Valpreventie intern"])


@pytest.mark.parametrize("typed", ["", " ", "v", "%", "_", "\\", "'", ":*", "\x00", "x" * 5000, "a & b"])
def test_any_text_may_be_typed(typed: str) -> None:
    index.put(document("Valpreventie"))

    assert _values(typed) == []
