"""What words say together: pairs, abbreviations written in full, shared parts, separated verbs."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from loket.search.dutch.inflection import is_verb
from loket.search.dutch.lexicon import function_words, is_known, is_lemma, stopwords
from loket.search.dutch.phrases import KEY_LENGTH, phrases_by_key
from loket.search.dutch.tokens import spans
from loket.search.dutch.words import analysed, pair_keys, word_of

_VERB_DISTANCE = 8
_HANGING_DISTANCE = 6


@lru_cache(maxsize=1 << 12)
def _same_word(one: str, other: str) -> bool:
    return one == other or not set(analysed(one).lemmas).isdisjoint(analysed(other).lemmas)


def _same_words(expected: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return len(expected) == len(found) and all(map(_same_word, expected, found))


class Neighbours:
    """The words of one text, with for each what it says together with its neighbours."""

    def __init__(self, text: str):
        self.tokens = list(spans(text))
        self.words = [word_of(token) for token in self.tokens]
        self.together: list[list[str]] = [[] for _ in self.tokens]
        self.abbreviated: list[list[str]] = [[] for _ in self.tokens]
        self.borrowed = dict(self._hanging())
        self._add_pairs()
        self._add_phrases()
        self._add_separated_verbs()

    def _add_pairs(self) -> None:
        """Neighbours that could be one word: val preventie, preventie van vallen."""
        for index in range(len(self.tokens) - 1):
            if not self._content(index):
                continue
            if self._content(index + 1) and not self.tokens[index + 1].starts_clause:
                self._add_neighbours(index, index + 1)
            other = self._after_linking(index)
            if other is not None:
                keys = pair_keys(self.words[other].lemmas, self.words[index].lemmas)
                self._add(keys, index, other)

    def _content(self, index: int) -> bool:
        token = self.tokens[index]
        return token.kind == "word" and len(token.text) != 2 and token.text not in stopwords()

    def _add_neighbours(self, first: int, last: int) -> None:
        left, right = self.words[first], self.words[last]
        if left.text.endswith("e") and left.text not in left.lemmas:
            return  # an inflected adjective is never written together with its noun
        joined = [left.text + lemma for lemma in right.lemmas]
        if left.known and right.known:
            joined = [*pair_keys(left.lemmas, right.lemmas), *filter(is_lemma, joined)]
        # A compound of which a part is in no list is not cut, so for such words joining them is enough.
        self._add(joined, first, last)

    def _after_linking(self, index: int) -> int | None:
        following = index + 1
        if self.tokens[following].text not in function_words("linking") or self.tokens[following].starts_clause:
            return None
        for other in range(following + 1, min(following + 3, len(self.tokens))):
            if self.tokens[other].starts_clause:
                return None
            if self._content(other):
                return other
            if self.tokens[other].text not in function_words("between"):
                return None
        return None

    def _add(self, keys: Iterable[str], *indexes: int) -> None:
        for index in indexes:
            self.together[index].extend(keys)

    def _add_phrases(self) -> None:
        """Expressions with an abbreviation: licht verstandelijk beperkt → lvb."""
        pieces = [token.text.split("-") for token in self.tokens]
        stream = [(piece, index) for index, found in enumerate(pieces) for piece in found if piece]
        starts = phrases_by_key()
        for at, (piece, _) in enumerate(stream):
            for phrase in starts.get(piece[:KEY_LENGTH], ()):
                window = stream[at : at + len(phrase.words)]
                if _same_words(phrase.words, tuple(word for word, _ in window)):
                    for index in {index for _, index in window}:
                        self.abbreviated[index].append(phrase.lexeme)

    def _hanging(self) -> Iterator[tuple[int, str]]:
        """val- en letselpreventie: the first word borrows the last part of the second."""
        for index, token in enumerate(self.tokens):
            if not token.hanging:
                continue
            for other in range(index + 1, min(index + _HANGING_DISTANCE, len(self.tokens))):
                pieces = self.words[other].pieces
                if pieces and not self.tokens[other].hanging:
                    yield index, token.text + pieces[-1]
                    break

    def _add_separated_verbs(self) -> None:
        """doet … mee, mee te doen: the verb and its particle are looked up as one verb."""
        for index, token in enumerate(self.tokens):
            if token.text not in function_words("particles"):
                continue
            for other in self._verb_places(index):
                verbs = [verb for verb in self.words[other].lemmas if verb.endswith("n") and is_verb(verb)]
                joined = [token.text + verb for verb in verbs if is_known(token.text + verb)]
                if joined:
                    self._add(joined, other)
                    break

    def _verb_places(self, index: int) -> Iterator[int]:
        """Where the verb of a particle may stand: after te, or before it in the same clause."""
        following = index + 1
        last = following >= len(self.tokens) or self.tokens[following].starts_clause
        if not last and self.tokens[following].text == "te":
            yield from range(following + 1, min(following + 2, len(self.tokens)))
            return
        # Many particles are prepositions too; at the end of a clause they are not.
        last = last or self.tokens[following].text in function_words("clause")
        if not last and self.tokens[index].text in function_words("prepositions"):
            return
        for other in range(index - 1, max(index - _VERB_DISTANCE, -1), -1):
            if self.tokens[other + 1].starts_clause:
                return
            yield other
