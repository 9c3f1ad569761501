"""May this file come in?"""

import io

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from loket.core.files.checking import FileFacts, inspect
from loket.core.files.kinds import MB
from loket.core.files.refusals import RefusedFile
from tests.core.files import factory


def inspected(content: bytes, name: str) -> FileFacts:
    return inspect(io.BytesIO(content), name, len(content))


SOUND = {
    "verslag.pdf": (factory.pdf, "pdf"),
    "verslag.docx": (factory.word, "docx"),
    "dia.pptx": (factory.slides, "pptx"),
    "kosten.xlsx": (factory.workbook, "xlsx"),
    "verslag.odt": (factory.odt, "odt"),
    "dia.odp": (factory.odp, "odp"),
    "kosten.ods": (factory.ods, "ods"),
    "foto.jpeg": (lambda: factory.image("JPEG"), "jpeg"),
    "foto.png": (lambda: factory.image("PNG"), "png"),
    "foto.webp": (lambda: factory.image("WEBP"), "webp"),
    "foto.gif": (lambda: factory.image("GIF"), "gif"),
    "film.mp4": (factory.mp4, "mp4"),
    "lied.mp3": (lambda: b"ID3\x03\x00" + b"\0" * 99, "mp3"),
    "lees.txt": (lambda: "één regel".encode("cp1252"), "txt"),
    "lijst.csv": (lambda: b"naam;aantal\nTiel;2\n", "csv"),
}


@pytest.mark.parametrize("name", SOUND)
def test_inspect_sound_file(name):
    make, kind = SOUND[name]
    content = make()

    facts = inspected(content, name)

    assert (facts.kind, facts.safe_name, facts.size) == (kind, name, len(content))


REFUSED = {
    "empty": (lambda: b"", "leeg.pdf"),
    "no-extension": (factory.pdf, "verslag"),
    "unknown-kind": (lambda: b"x", "verslag.xyz"),
    "program": (factory.program, "factuur.exe"),
    "script": (lambda: b"alert(1)", "code.js"),
    "webpage": (lambda: b"<p>", "pagina.html"),
    "svg": (lambda: b"<svg>", "logo.svg"),
    "macro": (factory.word, "plan.docm"),
    "archive": (lambda: b"PK\x03\x04", "alles.zip"),
    "old-office": (factory.old_office, "plan.doc"),
    "template": (factory.word, "plan.dotx"),
    "other-image": (lambda: b"x", "foto.heic"),
    "other-media": (lambda: b"x", "film.mov"),
    "other-document": (lambda: b"x", "plan.pages"),
}
REFUSED_BY_CONTENT = [
    ("program", factory.program, "verslag.pdf"),
    ("script", lambda: b"#!/bin/sh\n", "lees.txt"),
    ("svg", lambda: b"<svg onload=x>", "foto.png"),
    ("webpage", lambda: b"<html><script>", "lees.txt"),
    ("mismatch", factory.pdf, "verslag.docx"),
    ("mismatch", factory.workbook, "verslag.docx"),
    ("mismatch", factory.odt, "dia.odp"),
    ("mismatch", lambda: b"\x01\x02\x03\x00" * 9, "lees.txt"),
    ("mismatch", lambda: b"gewone tekst", "verslag.pdf"),
    ("encrypted", factory.encrypted_pdf, "verslag.pdf"),
    ("encrypted", lambda: factory.old_office("EncryptedPackage"), "verslag.docx"),
    ("old-office", factory.old_office, "verslag.docx"),
    ("damaged", lambda: factory.pdf()[:-2000], "verslag.pdf"),
    ("damaged", lambda: b"%PDF-1.7 niets %%EOF", "verslag.pdf"),
    ("damaged", lambda: factory.word()[:-500], "verslag.docx"),
    ("damaged", lambda: factory.image("PNG", (900, 900))[:-900], "foto.png"),
    ("macro", lambda: factory.with_member(factory.word(), "word/vbaProject.bin", b"x"), "plan.docx"),
    ("macro", lambda: factory.with_member(factory.odt(), "Basic/Standard/Module1.xml", b"x"), "plan.odt"),
    ("bomb", factory.bomb_word, "plan.docx"),
    ("bomb", factory.crowded_word, "plan.docx"),
    ("bomb", factory.entity_word, "plan.docx"),
    ("bomb", lambda: factory.exploding_pdf(400_000_000), "plan.pdf"),
    ("image-too-large", factory.huge_png_header, "foto.png"),
    ("image-too-large", lambda: factory.huge_png_header(20_001, 1), "foto.png"),
    ("image-too-large", lambda: factory.huge_png_header(8_000, 7_000), "foto.png"),
]


@pytest.mark.parametrize("code", REFUSED)
def test_inspect_refuses_by_name(code):
    make, name = REFUSED[code]

    with pytest.raises(RefusedFile) as refused:
        inspected(make(), name)

    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(("code", "make", "name"), REFUSED_BY_CONTENT)
def test_inspect_refuses_by_content(code, make, name):
    with pytest.raises(RefusedFile) as refused:
        inspected(make(), name)

    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(("name", "limit"), [("a.pdf", 50), ("a.png", 20), ("a.mp4", 200), ("a.txt", 10)])
def test_inspect_one_byte_too_many(name, limit):
    with pytest.raises(RefusedFile) as refused:
        inspect(io.BytesIO(b"x"), name, limit * MB + 1)

    assert refused.value.sentence == (
        f"Dit bestand is te groot: {limit + 1} MB. Voor dit soort bestand is het maximum {limit} MB."
    )


def test_inspect_picture_under_a_sisters_name_gets_its_own():
    facts = inspected(factory.image("JPEG", (40, 30)), "Foto.PNG")

    assert (facts.kind, facts.safe_name, facts.width, facts.height) == ("jpeg", "Foto.jpg", 40, 30)


def test_inspect_counts_pages():
    assert inspected(factory.pdf(), "a.pdf").pages == 2


def test_inspect_leaves_file_at_its_start():
    file = io.BytesIO(factory.pdf())
    file.seek(7)

    inspect(file, "a.pdf", len(file.getvalue()))

    assert file.tell() == 0


def test_inspect_upload_that_lies_on_disk():
    content = factory.pdf()

    with TemporaryUploadedFile("a.pdf", "text/html", len(content), None) as upload:
        upload.write(content)
        upload.flush()

        assert inspect(upload, upload.name, upload.size).mime == "application/pdf"


def test_refusal_names_the_extension():
    refused = RefusedFile("mismatch", extension="pdf")

    assert refused.sentence.startswith("De naam van dit bestand eindigt op pdf, maar de inhoud is iets anders.")
