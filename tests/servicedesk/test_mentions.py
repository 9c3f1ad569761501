"""What in a text looks like something of a person."""

import pytest

from servicedesk import mentions
from tests.servicedesk.factory import asked


def kinds(text: str, **told) -> list[tuple[str, str]]:
    return [(row.kind, row.words) for row in mentions.find(text, **told)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail naar jan.de-wit@ggd.example.", [("e-mailadres", "jan.de-wit@ggd.example")]),
        ("Bel 06-12 34 56 78 na vijven.", [("telefoonnummer", "06-12 34 56 78")]),
        ("Bel +31 (0)344 123 456.", [("telefoonnummer", "+31 (0)344 123 456")]),
        ("Zijn nummer is 123456789.", [("burgerservicenummer", "123456789")]),
        ("Wij zitten in 4001 AB Tiel.", [("postcode", "4001 AB")]),
        ("Zie ook 2026-00012.", [("nummer van een vraag", "2026-00012")]),
        ("Beste Vera, dank u.", [("aanspreking", "Beste Vera")]),
        ("Vraag het mevrouw Jansen.", [("naam", "mevrouw Jansen")]),
        ("Succes!\n\nGroet,\nEls Voorbeeld", [("ondertekening", "Groet, Els Voorbeeld")]),
        ("Beste lezer, in 2026 deden 1.200 mensen mee voor 12,50 euro.", []),
        ("", []),
    ],
)
def test_what_looks_like_something_of_a_person_is_found(text, found):
    assert kinds(text) == found


@pytest.mark.django_db
def test_names_that_are_known_are_found_in_any_case():
    question = asked(name="Vera van der Voorbeeld", organisation="GGD Proefland")

    found = kinds("vera werkt bij GGD Proefland met Els.", question=question, others=["Els Voorbeeld"])

    assert found == [("naam van de vrager", "vera"), ("organisatie", "GGD Proefland"), ("naam", "Els")]


@pytest.mark.django_db
def test_small_words_of_a_name_are_no_name():
    question = asked(name="Vera van der Voorbeeld")

    assert kinds("Een van de wijken heeft der dagen zat.", question=question) == []


@pytest.mark.parametrize("text", ["0" * 50_000, "a@" * 20_000, "Beste " * 20_000, "A" * 50_000 + "\n"])
def test_long_odd_texts_are_read_at_once(text):
    mentions.find(text)
