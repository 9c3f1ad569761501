"""Text of a PDF, page by page, by pdfium."""

import ctypes
import os
import re

import pypdfium2
import pypdfium2.raw as pdfium_raw

from loket.core.files import limits
from loket.core.files.passages import Collector
from loket.core.files.reading import one_error

# pdfium marks a hyphen that only breaks a word at the end of a line; the word is one word.
_BROKEN_WORD = re.compile("[\x02\ufffe]\r?\n?")
_LANGUAGE_BYTES = 64


def read(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector with one passage per page, at most the first 500 pages."""
    with one_error(), pypdfium2.PdfDocument(path) as document:
        collected.title = document.get_metadata_value("Title")
        collected.language = document_language(document)
        for number, page in enumerate(document, start=1):
            if number > limits.TEXT_MAX_PAGES:
                collected.stop()
            collected.open(f"pagina {number}")
            collected.add(page_text(page))
            page.close()


def page_text(page: pypdfium2.PdfPage) -> str:
    """The text of one page with broken words made whole."""
    text_page = page.get_textpage()
    text = text_page.get_text_bounded(errors="ignore")
    text_page.close()
    return _BROKEN_WORD.sub("", text)


def document_language(document: pypdfium2.PdfDocument) -> str | None:
    """The language the document says it is in, as written there."""
    buffer = ctypes.create_string_buffer(_LANGUAGE_BYTES)
    pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium_raw.FPDF_WCHAR))
    length = pdfium_raw.FPDFCatalog_GetLanguage(document, pointer, _LANGUAGE_BYTES)
    if not 2 < length <= _LANGUAGE_BYTES:
        return None
    return buffer.raw[: length - 2].decode("utf-16-le", errors="ignore")
