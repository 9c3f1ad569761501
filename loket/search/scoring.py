"""How well a findable answers a question, as SQL over its vector ``v``. The numbers were chosen by measuring
(``manage.py measure_relevance``, tuning half only)."""

from collections import defaultdict
from collections.abc import Callable

from loket.search.question import Asked, Option, Question
from loket.search.rows import TITLE_MARK, quoted

Bind = Callable[[object], str]

FLOOR = 0.15
"""The share of the question's weight (rare words weigh more) that a result must cover."""
STRONG = 0.7
"""Options from this weight on are the word itself, or as good as it."""

OWN = 0.7
"""Above this weight an option is the word itself and no synonym. A word is as rare as that: common synonyms do not
make a rare word less telling."""

# What a way to meet a word is worth, by its weight in the analysis: pairs and whole compounds 0.8, synonyms 0.7,
# parts of compounds 0.5.
_WORTH = {0.8: 0.85, 0.7: 0.4, 0.5: 0.6}
# What a match is worth by where it stands: title, summary, body, file.
_PLACES = ((1.0, TITLE_MARK, ""), (0.85, "", "AB"), (0.6, "", "ABC"), (0.4, "", ""))
_IN_TITLE = 0.85  # a value above this can only come from the title
_FREQUENT = 0.4
_COVERED = 0.5
_ADJACENT = 0.1
_WHOLE_TITLE = 0.15
_EXACT_TITLE = 1.0
_LEAST_MASS = 1.0
_KIND = 0.2
PREFERRED = 1.25


def value_of(word: Asked, bind: Bind) -> str:
    """SQL: between 0 (not in ``v``) and 1 (the word itself, in the title), by the best way in which it is met."""
    classes: dict[float, list[Option]] = defaultdict(list)
    for option in word.options:
        classes[_WORTH.get(option.weight, option.weight)].append(option)
    tests = [
        (weight * worth, " | ".join(option.tsquery(mark, letters) for option in options))
        for weight, options in classes.items()
        for worth, mark, letters in _PLACES
    ]
    tests.sort(reverse=True)
    whens = " ".join(f"WHEN v @@ {bind(query)}::tsquery THEN {_number(worth)}" for worth, query in tests)
    return f"CASE {whens} ELSE {_number(0)} END"


def frequency(word: Asked, bind: Bind) -> str:
    """SQL: how often the word stands in ``v``, and in which places; about 0 to 1."""
    options = [option for option in word.options if option.weight >= STRONG]
    # ts_rank divides by the number of lexemes in the query; a word does not count less for having more forms.
    lexemes = sum(len(group) for option in options for group in option.groups)
    query = bind(" | ".join(option.tsquery() for option in options))
    return f"ts_rank('{{0.1, 0.3, 0.6, 1}}', v, {query}::tsquery) * {lexemes}"


def values(question: Question, bind: Bind) -> str:
    """SQL: columns worked out of ``v``: per word its value (v0 …) and frequency (o0 …), and ``near``."""
    columns = [f"{value_of(word, bind)} AS v{n}" for n, word in enumerate(question.words)]
    columns += [f"{frequency(word, bind)} AS o{n}" for n, word in enumerate(question.words)]
    return ", ".join([*columns, f"{adjacency(question, bind)} AS near"])


def adjacency(question: Question, bind: Bind) -> str:
    """SQL: for each pair of neighbours in the question, whether they are neighbours in ``v`` too."""
    pairs = []
    for left, right in zip(question.words, question.words[1:], strict=False):
        distance = right.position - left.position
        if left.own and right.own and 0 < distance <= 3:
            query = f"({_any(left)}) <{distance}> ({_any(right)})"
            pairs.append(f"(v @@ {bind(query)}::tsquery)::int")
    return f"(({' + '.join(pairs)})::float / {len(pairs)})" if pairs else _number(0)


def _number(value: float) -> str:
    # A bare 0.85 is a numeric, with which PostgreSQL works out a score in several times the time.
    return f"{value:.4f}::float"


def _any(word: Asked) -> str:
    return " | ".join(quoted(lexeme) for lexeme in sorted(word.own))


def score(question: Question, bind: Bind) -> str:
    """SQL: the score of ``c`` from the columns of ``values`` and the masses ``m`` of the words, to three decimals."""
    numbers = range(len(question.words))
    mass = [f"m.of_word[{n + 1}]" for n in numbers]
    got = " + ".join(f"{mass[n]} * (v{n} + {_number(_FREQUENT)} * o{n})" for n in numbers)
    covered = " + ".join(f"{mass[n]} * (v{n} > 0)::int" for n in numbers)
    in_title = " + ".join(f"(v{n} > {_number(_IN_TITLE)})::int" for n in numbers)
    kinds = [f"kind:{kind}" for kind in question.kinds]
    of_kind = f"(c.facets && {bind(kinds)}::text[])::int" if kinds else "0"
    return f"""(
        ({got}) / m.total * ({_number(1 - _COVERED)} + {_number(_COVERED)} * sqrt(({covered}) / m.total))
        + {_number(_ADJACENT)} * near
        + {_number(_WHOLE_TITLE)} * least(1, ({in_title})::float / greatest(title_words, 1))
        + CASE WHEN title_key = {bind(question.key)} THEN {_number(_EXACT_TITLE)} ELSE {_number(0)} END
        ) * (1 + {_number(_KIND)} * {of_kind})"""


def weighed() -> str:
    """SQL: what a word of this ``mass`` counts for in the score."""
    return f"greatest(mass, {_LEAST_MASS}) * importance"
