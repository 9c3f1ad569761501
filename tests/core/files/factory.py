"""Small files to try: sound ones of every kind, and the nasty ones."""

import io
import struct
import zipfile
import zlib

import docx
import odf.opendocument
import odf.text
import pptx
import pypdf
import typst
import xlsxwriter
from odf import dc, draw, style, table
from PIL import Image

TITLE = "Samen in beweging"
WORD_MACRO_TYPE = "application/vnd.ms-office.vbaProject"

_PDF = """
#set document(title: "Samen in beweging")
#set text(lang: "nl")
#title()
= Aanpak
Wandelgroepen voor ouderen in de wijk.
#pagebreak()
= Resultaten
Na een half jaar bewogen de deelnemers vaker: valpreventie werkt.
"""


def pdf(source: str = _PDF) -> bytes:
    """A tagged PDF/UA of two pages."""
    return typst.compile(source.encode(), pdf_standards=["ua-1"])


def untagged_pdf(pages: int = 1) -> bytes:
    """A PDF as scanners make it: a blank picture, no text, no title, no tags."""
    sheets = [Image.new("L", (200, 280), 255) for _ in range(pages)]
    target = io.BytesIO()
    sheets[0].save(target, "PDF", save_all=True, append_images=sheets[1:])
    return target.getvalue()


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("geheim", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def exploding_pdf(unpacked: int, filling: bytes = b" ") -> bytes:
    """A PDF of one page whose content unpacks to so many bytes, made of this filling."""
    packer = zlib.compressobj(9)
    block = filling * (1_000_000 // len(filling))
    stream = b"".join(packer.compress(block) for _ in range(unpacked // len(block))) + packer.flush()
    head = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
        head + stream + b"\nendstream",
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def word(picture_description: str | None = None) -> bytes:
    """A Word document with headings, a table and, when described, a picture."""
    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.language = "nl-NL"
    document.add_paragraph("Een inleiding vooraf.")
    document.add_heading("Aanpak", level=1)
    document.add_paragraph("Wandelgroepen voor ouderen in de wijk.")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "In de tabel: valpreventie"
    if picture_description is not None:
        document.add_picture(io.BytesIO(image("PNG")))
        document.inline_shapes[0]._inline.docPr.set("descr", picture_description)
    return _saved(document)


def slides(titles: tuple[str, ...] = ("Opening", "Tweede dia")) -> bytes:
    """A presentation with these titles, and a note with the last slide."""
    presentation = pptx.Presentation()
    presentation.core_properties.title = TITLE
    presentation.core_properties.language = "nl-NL"
    for title in titles:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"Tekst bij {title or 'een dia zonder titel'}"
    slide.notes_slide.notes_text_frame.text = "Vertel hier over valpreventie"
    return _saved(presentation)


def workbook() -> bytes:
    """A workbook with two sheets."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.set_properties({"title": TITLE})
        book.add_worksheet("Kosten").write_row(0, 0, ["Zaalhuur", 120])
        book.add_worksheet("Planning").write_row(0, 0, ["Maart", "Start wandelgroep"])
    return target.getvalue()


def odt() -> bytes:
    """An OpenDocument text with a heading."""
    document = odf.opendocument.OpenDocumentText()
    document.meta.addElement(dc.Title(text=TITLE))
    document.meta.addElement(dc.Language(text="nl-NL"))
    document.text.addElement(odf.text.P(text="Een inleiding vooraf."))
    document.text.addElement(odf.text.H(outlinelevel=1, text="Aanpak"))
    document.text.addElement(odf.text.P(text="Wandelgroepen voor ouderen."))
    return _saved(document)


def odp() -> bytes:
    """An OpenDocument presentation of two slides."""
    document = odf.opendocument.OpenDocumentPresentation()
    layout = style.PageLayout(name="indeling")
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standaard", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    for text in ("Opening", "Wandelgroepen"):
        page = draw.Page(masterpagename=master)
        frame = draw.Frame(width="10cm", height="2cm")
        box = draw.TextBox()
        box.addElement(odf.text.P(text=text))
        frame.addElement(box)
        page.addElement(frame)
        document.presentation.addElement(page)
    return _saved(document)


def ods() -> bytes:
    """An OpenDocument spreadsheet with one sheet."""
    document = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Kosten")
    row = table.TableRow()
    cell = table.TableCell()
    cell.addElement(odf.text.P(text="Zaalhuur"))
    row.addElement(cell)
    sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    return _saved(document)


def image(format: str, size: tuple[int, int] = (800, 600), **options) -> bytes:
    """A picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, "#17467d").save(target, format, **options)
    return target.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "bij mij thuis"
    return image("JPEG", exif=exif)


def huge_png_header(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few bytes that claims these sizes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def mp4() -> bytes:
    """The first bytes of a video."""
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\0" * 64


def program() -> bytes:
    """The first bytes of a Windows program."""
    return b"MZ\x90\x00" + b"\0" * 500


def old_office(marker: str = "WordDocument") -> bytes:
    """A file in the container of before 2007; a password gives it the stream EncryptedPackage."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + marker.encode("utf-16-le") + b"\0" * 600


def with_member(container: bytes, name: str, content: bytes) -> bytes:
    """The same zip file with one member added or replaced."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(container)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return target.getvalue()


def bomb_word(size: int = 60_000_000) -> bytes:
    """A Word document with a member that unpacks a thousandfold."""
    return with_member(word(), "word/media/image1.bmp", b"\0" * size)


def crowded_word(members: int = 5_001) -> bytes:
    """A Word document with more members than any writer makes."""
    target = io.BytesIO(word())
    with zipfile.ZipFile(target, "a") as container:
        for number in range(members):
            container.writestr(f"x{number}", b"")
    return target.getvalue()


def entity_word() -> bytes:
    """A Word document whose XML multiplies itself by entities."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "boem">{lines}]><x>&a9;</x>'
    return with_member(word(), "word/document.xml", xml.encode())


def endless_word(paragraphs: int = 400_000) -> bytes:
    """A Word document within the limits whose text takes seconds to read."""
    body = "<w:p><w:r><w:t>valpreventie</w:t></w:r></w:p>" * paragraphs
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return with_member(word(), "word/document.xml", xml.encode())


def _saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
