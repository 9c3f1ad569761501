"""The look inside a brought file, done in the child process: is it what it says, whole, open and bounded?"""

import mmap
import os
import re
import warnings
import zlib

import pypdfium2
import pypdfium2.raw as pdfium_raw
from PIL import Image

from loket.core.files import limits
from loket.core.files.containers import odf_kind, ooxml_main, open_container
from loket.core.files.kinds import KINDS
from loket.core.files.reading import UnreadableFile, XmlEvents, one_error, parse_xml
from loket.core.files.refusals import RefusedFile
from loket.core.files.sniffing import HEAD_SIZE, looks_like_text

# Small bites in, since most streams are small; large ones out.
_BITE = 64 * 1024
_MOUTHFUL = 1024 * 1024
_PDF_END_WITHIN = 4096
_STREAM_START = re.compile(rb"(?<!end)stream\r?\n")
_PIL_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}


def examine(path: str | os.PathLike, kind: str) -> dict:
    """What is worth knowing of a sound file: pages, or width and height.

    Raises RefusedFile with the code of the first thing that is wrong.
    """
    try:
        return _EXAMINERS[KINDS[kind].family](path, kind)
    except UnreadableFile:
        raise RefusedFile("damaged") from None


def _examine_pdf(path: str | os.PathLike, kind: str) -> dict:
    check_pdf_streams(path)
    with one_error():
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if error.err_code in (pdfium_raw.FPDF_ERR_PASSWORD, pdfium_raw.FPDF_ERR_SECURITY):
                raise RefusedFile("encrypted") from None
            raise
        with document:
            pages = len(document)
            document[0].close()
    return {"pages": pages}


def check_pdf_streams(path: str | os.PathLike) -> None:
    """Unpack every flate stream and keep none; raises RefusedFile when one explodes or the end is missing.

    pdfium repairs what it can, so a file that was cut off would pass without the look at its end.
    """
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.rfind(b"%%EOF", max(0, len(content) - _PDF_END_WITHIN)) < 0:
            raise RefusedFile("damaged")
        total = 0
        for start in _STREAM_START.finditer(content):
            total += _unpacked_size(content, start.end())
            if total > limits.PDF_MAX_STREAMS_TOTAL:
                raise RefusedFile("bomb")


def _unpacked_size(content: mmap.mmap, start: int) -> int:
    """Bytes in the flate stream at `start`; 0 when it is another kind of stream."""
    unpacker = zlib.decompressobj()
    size = 0
    at = start
    rest = b""
    try:
        while not unpacker.eof and (rest or at < len(content)):
            if not rest:
                rest = content[at : at + _BITE]
                at += _BITE
            size += len(unpacker.decompress(rest, _MOUTHFUL))
            rest = unpacker.unconsumed_tail
            if size > limits.PDF_MAX_STREAM:
                raise RefusedFile("bomb")
    except zlib.error:
        return size
    return size


def _examine_image(path: str | os.PathLike, kind: str) -> dict:
    with one_error(), open_image(path, kind) as image:
        image.load()
        return {"width": image.width, "height": image.height}


def open_image(path: str | os.PathLike, kind: str) -> Image.Image:
    """The picture with only its header read; raises RefusedFile when it has too many pixels to decode."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=[_PIL_FORMATS[kind]])
    except Image.DecompressionBombError:
        raise RefusedFile("image-too-large") from None
    if image.width * image.height > limits.IMAGE_MAX_PIXELS or max(image.size) > limits.IMAGE_MAX_SIDE:
        image.close()
        raise RefusedFile("image-too-large")
    return image


def _examine_ooxml(path: str | os.PathLike, kind: str) -> dict:
    with open_container(path) as container:
        found, main_part = ooxml_main(container)
        if found != kind:
            raise RefusedFile("mismatch")
        _check_part(container, main_part)
    return {}


def _examine_odf(path: str | os.PathLike, kind: str) -> dict:
    with open_container(path) as container:
        if odf_kind(container) != kind:
            raise RefusedFile("mismatch")
        _check_part(container, "content.xml")
    return {}


def _check_part(container, part: str) -> None:
    """Read the main part to its end: that finds damage, entities and document types."""
    with container.open(part) as stream:
        parse_xml(stream, XmlEvents())


def _examine_plain(path: str | os.PathLike, kind: str) -> dict:
    with open(path, "rb") as file:
        while block := file.read(HEAD_SIZE * 16):
            if b"\x00" in block and not looks_like_text(block):
                raise RefusedFile("damaged")
    return {}


_EXAMINERS = {
    "pdf": _examine_pdf,
    "image": _examine_image,
    "ooxml": _examine_ooxml,
    "odf": _examine_odf,
    "plain": _examine_plain,
}
