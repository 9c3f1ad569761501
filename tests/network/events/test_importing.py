"""A list of participants from a file: all of it or nothing, with a sentence for each broken line."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from network.events import importing
from network.events.models import Registration
from tests.factories import UserFactory
from tests.network.events.factory import AT, EventFactory

pytestmark = pytest.mark.django_db
HEAD = "Naam;E-mailadres;Organisatie;Plaatsen\n"


def _run(event, text: str | bytes) -> importing.Report:
    content = text.encode() if isinstance(text, str) else text
    return importing.run(event, content, by=event.organiser, at=AT)


def test_people_come_in_and_who_does_not_fit_waits() -> None:
    event = EventFactory(capacity=1)

    report = _run(event, HEAD + "Anke;anke@example.org;GGD;1\nBram;bram@example.org;;\n\n")

    assert (report.came_in, report.waiting, report.known, report.wrong) == (1, 1, 0, [])


def test_same_file_again_writes_nobody_twice() -> None:
    event = EventFactory()
    text = HEAD + "Anke;anke@example.org;GGD;1\n"

    _run(event, text)
    report = _run(event, text)

    assert (report.came_in, report.known) == (0, 1)


def test_broken_lines_are_named_and_nobody_comes_in() -> None:
    event = EventFactory()
    lines = ["Anke;anke@example.org;;1", "Bram;geen adres;;1", ";els@example.org;;1", "Fa;fa@example.org;;negen"]
    lines += ["Anke weer;anke+werk@example.org;;1"]

    report = _run(event, HEAD + "\n".join(lines))

    assert report.wrong == [
        (3, "“geen adres” is geen e-mailadres."),
        (4, "De naam ontbreekt."),
        (5, "Het aantal plaatsen is 1 tot en met 5, niet “negen”."),
        (6, "Dit e-mailadres staat ook op regel 2."),
    ]
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "De eerste regel moet"),
        (b"Voornaam;Telefoon\nAnke;06", "De eerste regel moet"),
        (HEAD.encode(), "Er staat niemand"),
        (b"PK\x03\x04\x00\x00", "geen CSV-bestand"),
        (b"x" * 1_000_001, "te groot"),
    ],
)
def test_what_is_no_list_gets_a_sentence(content, sentence) -> None:
    with pytest.raises(ValidationError, match=sentence):
        _run(EventFactory(), content)


def test_file_of_an_old_program_is_read_with_its_letters() -> None:
    event = EventFactory()

    _run(event, "naam,e-mail\nZoë,zoe@example.org\n".encode("cp1252"))

    assert event.registrations.get().name == "Zoë"


def test_stranger_reads_in_nobody() -> None:
    with pytest.raises(PermissionDenied):
        importing.run(EventFactory(), (HEAD + "A;a@example.org;;").encode(), by=UserFactory(), at=AT)


def test_page_shows_the_broken_lines(client_for) -> None:
    event = EventFactory()
    file = SimpleUploadedFile("lijst.csv", (HEAD + "Bram;geen adres;;1").encode(), "text/csv")

    answer = client_for(event.organiser).post(f"{event.get_absolute_url()}deelnemers/inlezen/", {"file": file})

    assert answer.status_code == 422
    assert "1 regel klopt niet" in answer.content.decode()
