"""Cases 65–71: files that come along."""

import pytest

from loket.post import serving

pytestmark = pytest.mark.django_db


def names(message) -> list[str]:
    return [kept.name for kept in message.attachments.all()]


def test_case_65_odd_file_names_become_safe(read):
    found = names(read("65-odd-names"))

    assert found[:3] == ["bestand", "jaar versläg.pdf", "Ans' plan.pdf"]
    assert (len(found[3]) <= 120, found[3].endswith(".pdf")) == (True, True)


def test_case_66_content_id_without_a_place_in_the_text_is_a_file(read):
    message = read("66-content-id")

    assert [(kept.name, kept.is_inline) for kept in message.attachments.all()] == [("in.png", True), ("los.png", False)]
    assert message.html == "<p>Kijk <em>[afbeelding: in.png]</em></p>"


def test_case_67_message_without_a_name_gets_its_subject(read):
    kept = read("67-nameless-message").attachments.get()

    with kept.stored as file:
        content = file.read()
    assert kept.name == "Gruitendag.eml"
    assert content.startswith(b"From: gerda@school.example\r\nSubject: Gruitendag?\r\n")
    assert content.endswith(b"\r\n\r\nEerste regel\r\nTweede regel")


def test_case_68_calendar_without_a_name(read):
    assert names(read("68-nameless-calendar")) == ["calendar.ics"]


def test_case_69_many_attachments_come_in_once(arrive, read):
    message = read("69-many-attachments")
    again = arrive("69-many-attachments")

    assert (message.attachments.count(), again.outcome) == (20, "duplicate")


def test_case_70_paths_are_stripped_from_names(read):
    assert names(read("70-path-in-name")) == ["wd.pdf", "plan.pdf"]


def test_case_71_page_as_attachment_is_served_inert(read):
    kept = read("71-html-attachment").attachments.get()

    response = serving.attachment(kept, inline=True)
    response.close()

    headers = response.headers
    assert (kept.kind, headers["Content-Type"]) == ("webpage", "application/octet-stream")
    assert headers["Content-Disposition"] == 'attachment; filename="bericht.html"'
    assert (headers["X-Content-Type-Options"], "sandbox" in headers["Content-Security-Policy"]) == ("nosniff", True)
