"""Names of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.files import names
from loket.core.files.names import extension_of, safe_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Verslag.PDF", "Verslag.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ik\plan van aanpak.docx", "plan van aanpak.docx"),
        ("een\x00twee\n.pdf", "eentwee.pdf"),
        ("kop\tregel.pdf", "kop regel.pdf"),
        ("fdp.exe\u202egpj.pdf", "fdp.exegpj.pdf"),
        ("cafe\u0301.txt", "café.txt"),
        ('a<b>:"c|?*.pdf', "a-b-c.pdf"),
        ("NUL.pdf", "bestand-NUL.pdf"),
        ("com1.tar.pdf", "bestand-com1.tar.pdf"),
        ("..", "bestand"),
        (".pdf", "pdf"),
        ("   .pdf", "pdf"),
        ("*.pdf", "bestand.pdf"),
        ("rapport.pdf. ", "rapport.pdf"),
    ],
)
def test_safe_name(name, expected):
    assert safe_name(name) == expected


def test_safe_name_with_new_extension():
    assert safe_name("foto.png", "jpg") == "foto.jpg"


def test_safe_name_shortens_but_keeps_extension():
    assert safe_name("a" * 500 + ".docx") == "a" * 115 + ".docx"


def test_safe_name_never_cuts_through_a_character():
    assert safe_name("é" * 500 + ".pdf") == "é" * 98 + ".pdf"


@given(st.text())
def test_safe_name_is_stable_and_within_bounds(name):
    safe = safe_name(name)

    assert safe_name(safe) == safe
    assert 0 < len(safe) <= names.MAX_CHARACTERS
    assert len(safe.encode()) <= names.MAX_BYTES
    assert not set(safe) & set('/\\\x00\r\n"<>:|?*')


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), ("a.", ""), ("a.b c", ""), ("map.d/a", "")],
)
def test_extension_of(name, expected):
    assert extension_of(name) == expected
