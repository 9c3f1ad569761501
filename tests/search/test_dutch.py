"""The parts of the Dutch analysis: folding, words, compounds, abbreviations, odd input."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.search import dutch

ODD_TEXTS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "val" * 5000,
    "valpreventie" * 400,
    "-" * 3000,
    "'" * 3000,
    "a." * 2000,
    "1-" * 2000,
    "é" * 3000,
    "e\u0301\u0301\u0301",
    "👩‍👩‍👧 bewegen 🚴",
    "صحة المجتمع",
    "健康促进",
    "\u202evallen\u202c",
    "<b>val</b><script>alert('x')</script>",
    "& | ! :* ' \\ ()",
    "\ud800 los",
    "İSTANBUL ß ﬁets",
    "@ # % ^",
]

# fmt: off
SIMPLE_WORDS = [
    "ouderen", "kinderen", "gemeente", "interventie", "beleid", "advies", "minister", "register",
    "partner", "kanker", "bedrijf", "besluit", "vakantie", "project", "resultaat", "depressie",
    "alcohol", "menstruatie", "transport", "plezier", "gezondheid", "opvoeding", "controleren",
    "reserveren", "bestuurder", "vergaderen", "maatschappij", "leeftijd", "handleiding", "netwerk",
    "doelgroep",
]
# fmt: on


def lexemes_of(terms: list[dutch.Term]) -> list[str]:
    return [lexeme.text for term in terms for lexeme in term.lexemes]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Cliënt", "client"),
        ("café", "cafe"),
        ("ĲSLAND", "ijsland"),
        ("thema’s", "thema's"),
        ("GROẞ", "gross"),
        ("co\u00adördinator", "coordinator"),
        ("e\u0301e\u0301n", "een"),
        ("fiets‑pad", "fiets-pad"),
    ],
)
def test_fold_accents_case_and_quotes(text, folded):
    assert dutch.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vallen, en opstaan!", ["vallen", "en", "opstaan"]),
        ("B-slim en FitGaaf!", ["b-slim", "en", "fitgaaf"]),
        ("L.V.B. of lvb", ["lvb", "of", "lvb"]),
        ("65-plussers en 65+", ["65+", "en", "65+"]),
        ("0-4 jaar, 4 tot 12 jaar", ["0-4", "jaar", "4-12", "jaar"]),
        ("24/7 open", ["24/7", "open"]),
        ("'t Loket @home", ["t", "loket", "home"]),
        ("school/wijk", ["school", "wijk"]),
        ("€ 1.000,50 in 2026", ["1.000,50", "in", "2026"]),
    ],
)
def test_tokens_with_punctuation(text, words):
    assert dutch.tokens(text) == words


def test_spans_give_place_in_original_text():
    text = "Één cliënt: valt."

    found = [text[token.start : token.end] for token in dutch.spans(text)]

    assert found == ["Één", "cliënt", "valt"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("valpreventie", ["vallen", "preventie"]),
        ("leefstijlinterventies", ["leefstijl", "interventie"]),
        ("gezondheidsbevordering", ["gezondheid", "bevordering"]),
        ("jeugdgezondheidszorg", ["jeugd", "gezondheid", "zorg"]),
        ("kinderopvang", ["kind", "opvang"]),
        ("valpreventieprogramma", ["vallen", "preventie", "programma"]),
        ("ouderenzorg", ["oudere", "zorg"]),
        ("raadsleden", ["raad", "lid"]),
    ],
)
def test_compound_parts_of_compound(word, parts):
    assert dutch.compound_parts(word) == parts


@pytest.mark.parametrize("word", SIMPLE_WORDS)
def test_compound_parts_of_simple_word_empty(word):
    assert dutch.compound_parts(word) == []


def test_index_lexemes_compound_marks_part_that_is_not_last():
    found = dutch.index_lexemes("lesmateriaal")

    assert "+les" in found
    assert "materiaal" not in found
    assert "+materiaal" not in found


def test_query_terms_compound_offers_its_parts():
    term = dutch.query_terms("valpreventie")[0]

    assert term.parts == (("vallen", "val", "+vallen", "+val"), ("preventie",))


def test_query_terms_neighbours_share_pair():
    first, second = dutch.query_terms("val preventie")

    assert "&val.preventie" in lexemes_of([first])
    assert "&val.preventie" in lexemes_of([second])


def test_index_terms_sentence_end_parts_neighbours():
    found = dutch.index_lexemes("Een val. Preventie helpt.")

    assert "&val.preventie" not in found


def test_index_lexemes_abbreviation_written_in_full():
    found = dutch.index_lexemes("mensen met een licht verstandelijke beperking")

    assert "lvb" in found


def test_index_terms_positions_and_stopwords():
    terms = dutch.index_terms("de val van ouderen")

    assert [(term.surface, term.position, term.stopword) for term in terms] == [
        ("de", 1, True),
        ("val", 2, False),
        ("van", 3, True),
        ("ouderen", 4, False),
    ]


def test_index_lexemes_only_stopwords_kept():
    assert dutch.index_lexemes("Wij voor ons") == ["wij", "voor", "ons"]


def test_query_terms_derivation_weighs_less():
    weights = {lexeme.text: lexeme.weight for lexeme in dutch.query_terms("eenzaam")[0].lexemes}

    assert weights["eenzaamheid"] < weights["eenzaam"]


def test_sort_key_article_and_numbers():
    titles = ["Het Beweegplan 10", "beweegplan 9", "De App", "Één voor allen"]

    assert sorted(titles, key=dutch.sort_key) == ["De App", "beweegplan 9", "Het Beweegplan 10", "Één voor allen"]


@pytest.mark.parametrize(
    ("word", "misspelled"),
    [("bewegen", "beweegen"), ("alcohol", "alkohol"), ("gezond", "gesont"), ("wijk", "weik"), ("goud", "gaut")],
)
def test_spelling_key_sounds_alike(word, misspelled):
    assert dutch.spelling_key(word) == dutch.spelling_key(misspelled)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_analysis_odd_text_gives_storable_lexemes(text):
    found = dutch.index_lexemes(text) + dutch.query_lexemes(text)

    assert all(lexeme and len(lexeme.encode(errors="replace")) < 1000 and "\x00" not in lexeme for lexeme in found)


def test_analysis_long_text_takes_linear_time():
    started = time.perf_counter()

    dutch.index_lexemes("bewegen in de wijk-aanpak 4-12 a.b. " * 3000)

    assert time.perf_counter() - started < 3


@given(st.text())
def test_fold_twice_same_as_once(text):
    once = dutch.fold(text)

    assert dutch.fold(once) == once


@settings(deadline=None)
@given(st.text(max_size=200))
def test_analysis_any_text_finds_itself(text):
    found = dutch.index_lexemes(text)

    assert bool(set(found) & set(dutch.query_lexemes(text))) == bool(found)


def test_neighbour_in_no_list_is_joined_and_not_paired():
    lexemes = dutch.index_lexemes("fitgaaf balans")

    assert "fitgaafbalans" in lexemes
    assert not any(lexeme.startswith("&") for lexeme in lexemes)
