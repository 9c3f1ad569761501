from hypothesis import given
from hypothesis import strategies as st

from xperts.trajectories import naming

PEOPLE = ["Anna van den Berg", "Bram Bos"]
ORGANISATIONS = ["GGD Voorbeeldregio"]


def found(text: str) -> list[str]:
    return [row.text for row in naming.find({"aanpak": text}, PEOPLE, ORGANISATIONS)]


def test_full_name_counts_once_and_not_in_parts():
    assert found("Met Anna van den Berg en weer anna van den berg.") == ["Anna van den Berg", "anna van den berg"]


def test_parts_of_a_name_are_found_with_a_capital_only():
    assert found("Bram liep door het bos met Berg.") == ["Berg", "Bram"]


def test_organisations_addresses_and_numbers_are_found():
    assert found("De ggd voorbeeldregio: a.b@voorbeeld.nl of 06 1234 5678.") == [
        "ggd voorbeeldregio",
        "a.b@voorbeeld.nl",
        "06 1234 5678",
    ]


def test_years_amounts_and_longer_words_are_no_names():
    assert found("In 2026 kostte het 1250 euro; de Bergse wandelclub telt 120 leden.") == []


def test_find_says_in_which_fields_a_name_stands():
    rows = naming.find({"title": "Met Bram", "aanpak": "Bram belde."}, PEOPLE, [])

    assert [(row.text, row.places) for row in rows] == [("Bram", ("title", "aanpak"))]


@given(text=st.text(max_size=200), names=st.lists(st.text(min_size=1, max_size=10), max_size=4))
def test_pieces_together_are_the_text(text, names):
    assert "".join(piece for piece, _ in naming.pieces(text, names)) == text
