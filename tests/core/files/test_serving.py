"""Headers with which a file leaves."""

import pytest

from loket.core.files.serving import content_disposition, response_headers


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("verslag.pdf", 'attachment; filename="verslag.pdf"'),
        ('a"; filename="b.pdf', 'attachment; filename="a-; filename=-b.pdf"'),
        ("a\r\nSet-Cookie: x.pdf", 'attachment; filename="a Set-Cookie- x.pdf"'),
        ("één.pdf", "attachment; filename*=utf-8''%C3%A9%C3%A9n.pdf"),
    ],
)
def test_content_disposition(name, expected):
    assert content_disposition(name) == expected


def test_response_headers_of_pdf_are_always_a_download():
    assert response_headers("verslag.pdf", "pdf", inline=True) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="verslag.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
    }


def test_response_headers_of_picture_may_be_inline():
    headers = response_headers("foto.png", "png", inline=True)

    assert headers["Content-Disposition"] == 'inline; filename="foto.png"'
