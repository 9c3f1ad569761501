import pytest

from loket.vocabulary.names import match_key, sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Súdwest-Fryslân", "sudwestfryslan"),
        ("  GG&GD  Utrecht ", "ggengdutrecht"),
        ("'s-Hertogenbosch", "shertogenbosch"),
        ("Suïcidepreventie", "suicidepreventie"),
        ("65+", "65"),
        ("—", ""),
    ],
)
def test_match_key_keeps_letters_and_digits(text, key):
    assert match_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("'s-Hertogenbosch", "hertogenbosch"),
        ("\u2019s-Gravenhage", "gravenhage"),
        ("'t Zandt", "zandt"),
        ("De Bilt", "bilt"),
        ("Den Helder", "helder"),
        ("Het Hogeland", "hogeland"),
        ("Deventer", "deventer"),
        ("Súdwest-Fryslân", "sudwest fryslan"),
    ],
)
def test_sort_key_leaves_out_a_leading_article(text, key):
    assert sort_key(text) == key
