"""The check of a PDF: tags, title, language, real text, bookmarks and descriptions of pictures."""

import os

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium_raw
from pypdf.errors import PyPdfError

from loket.core.files.findings import Finding, finding
from loket.core.files.readers.pdf import document_language, page_text
from loket.core.files.reading import UnreadableFile, one_error

LONG_DOCUMENT_PAGES = 20
# A scan has no text on any page; ten pages tell as much as five hundred.
PAGES_LOOKED_AT = 10
FEWEST_CHARACTERS = 20


def check_pdf(path: str | os.PathLike) -> list[Finding]:
    """The findings for this PDF; raises UnreadableFile."""
    shows_title = _shows_title(path)
    with one_error(), pypdfium2.PdfDocument(path) as document:
        has_text, figures, undescribed = _look_at_pages(document)
        is_tagged = bool(pdfium_raw.FPDFCatalog_IsTagged(document))
        title = document.get_metadata_value("Title").strip()
        findings = [
            finding("text", has_text),
            finding("tagged", is_tagged),
            finding("title", bool(title)),
            finding("language", bool(document_language(document))),
        ]
        if title:
            findings.append(finding("shown-title", shows_title))
        if len(document) > LONG_DOCUMENT_PAGES:
            findings.append(finding("bookmarks", any(True for _ in document.get_toc(max_depth=1))))
        if figures:
            findings.append(finding("alternatives", not undescribed, undescribed))
    return findings


def _shows_title(path: str | os.PathLike) -> bool:
    """Whether viewers are told to show the title; pdfium does not say, so pypdf does."""
    try:
        with one_error():
            preferences = pypdf.PdfReader(path).viewer_preferences
    except (PyPdfError, AttributeError, TypeError) as error:
        raise UnreadableFile(str(error)) from error
    return bool(preferences and preferences.display_doctitle)


def _look_at_pages(document: pypdfium2.PdfDocument) -> tuple[bool, int, list[str]]:
    """Of the first pages: is there text, how many figures are tagged, on which pages one lacks a description."""
    characters = figures = 0
    undescribed = []
    for number in range(min(len(document), PAGES_LOOKED_AT)):
        page = document[number]
        characters += len(page_text(page).strip())
        described = figure_texts(page)
        figures += len(described)
        if not all(described):
            undescribed.append(f"pagina {number + 1}")
        page.close()
    return characters >= FEWEST_CHARACTERS, figures, undescribed


def figure_texts(page: pypdfium2.PdfPage) -> list[str]:
    """The description of each figure in the structure of one page; empty for one that has none."""
    tree = pdfium_raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    waiting = [
        pdfium_raw.FPDF_StructTree_GetChildAtIndex(tree, index)
        for index in range(pdfium_raw.FPDF_StructTree_CountChildren(tree))
    ]
    found = []
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        if _read_string(pdfium_raw.FPDF_StructElement_GetType, element) == "Figure":
            found.append(_read_string(pdfium_raw.FPDF_StructElement_GetAltText, element).strip())
        waiting.extend(
            pdfium_raw.FPDF_StructElement_GetChildAtIndex(element, index)
            for index in range(pdfium_raw.FPDF_StructElement_CountChildren(element))
        )
    pdfium_raw.FPDF_StructTree_Close(tree)
    return found


def _read_string(function, element) -> str:
    """A text that pdfium writes as UTF-16 into a buffer of the length it asks for."""
    length = function(element, None, 0)
    if length <= 2:
        return ""
    buffer = bytearray(length)
    function(element, (pdfium_raw.c_char * length).from_buffer(buffer), length)
    return buffer[:-2].decode("utf-16-le", errors="replace")
