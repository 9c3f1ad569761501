"""The small picture of a file."""

import io

import pytest
from PIL import Image

from loket.core.files.preview import preview, preview_safely
from loket.core.files.refusals import RefusedFile
from tests.core.files import factory


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_preview_of_pdf_is_its_first_page(put):
    picture = opened(preview(put(factory.pdf()), "pdf"))

    assert (picture.format, picture.size) == ("WEBP", (480, 679))


@pytest.mark.parametrize(("kind", "format"), [("jpeg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("gif", "GIF")])
def test_preview_of_picture_is_480_wide(kind, format, put):
    picture = opened(preview(put(factory.image(format, (960, 720))), kind))

    assert (picture.format, picture.size) == ("WEBP", (480, 360))


def test_preview_leaves_small_picture_its_size(put):
    assert opened(preview(put(factory.image("PNG", (40, 30))), "png")).size == (40, 30)


def test_preview_of_endless_page_is_bounded(put):
    source = '#set document(title: "x")\n#set page(width: 1cm, height: 400cm, margin: 0pt)\n.'

    assert opened(preview(put(factory.pdf(source)), "pdf")).height <= 1440


def test_preview_does_not_tell_where_a_photo_was_taken(put):
    picture = preview(put(factory.photo_with_place()), "jpeg")

    assert dict(opened(picture).getexif()) == {}
    assert b"bij mij thuis" not in picture


def test_preview_turns_a_photo_upright(put):
    exif = Image.Exif()
    exif[0x0112] = 6

    picture = preview(put(factory.image("JPEG", (400, 200), exif=exif)), "jpeg")

    assert opened(picture).size == (200, 400)


def test_preview_of_huge_picture_is_refused_before_decoding(put):
    with pytest.raises(RefusedFile) as refused:
        preview(put(factory.huge_png_header()), "png")

    assert refused.value.code == "image-too-large"


def test_preview_safely_equals_preview(put):
    path = put(factory.pdf())

    assert preview_safely(path, "pdf") == preview(path, "pdf")


@pytest.mark.parametrize(
    ("kind", "make"),
    [("docx", factory.word), ("png", factory.huge_png_header), ("pdf", lambda: b"%PDF-1.7 x")],
)
def test_preview_safely_gives_none_where_there_is_no_picture(kind, make, put):
    assert preview_safely(put(make()), kind) is None
