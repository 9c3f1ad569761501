"""Word, PowerPoint and OpenDocument text of a demo document, with real headings, title and language."""

import os

import docx
import pptx
from django.conf import settings
from docx.oxml.ns import qn
from docx.shared import Pt as WordPt
from docx.shared import RGBColor as WordColor
from odf import dc, meta, office, style, text
from odf.opendocument import OpenDocumentText
from pptx.dml.color import RGBColor as SlideColor
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches
from pptx.util import Pt as SlidePt

from loket.home.demo.document_content import Block, Content, Section

FONT = "Fira Sans"
BRAND = "17467D"
DEEP = "0B2544"
SOFT = "46556A"
LANGUAGE = "nl-NL"

_WORD_STYLES = {
    "paragraph": "Normal",
    "bullet": "List Bullet",
    "number": "List Number",
    "heading": "Heading 2",
}
# More than this does not fit on a slide; a handout is what the other formats are for.
SLIDE_MAX_BLOCKS = 5
SLIDE_MAX_CHARACTERS = 480


def write_docx(content: Content, path: str | os.PathLike) -> None:
    """A Word document at `path`."""
    document = docx.Document()
    _set_word_styles(document)
    properties = document.core_properties
    properties.title, properties.language = content.title, LANGUAGE
    properties.author = settings.PORTAL_NAME
    document.add_paragraph(content.title, style="Title")
    document.add_paragraph(content.lead, style="Subtitle")
    for label, value in content.facts:
        paragraph = document.add_paragraph(style="Normal")
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)
    for section in content.sections:
        document.add_heading(section.heading, level=1)
        for block in section.blocks:
            _add_word_block(document, block)
    document.save(path)


def _set_word_styles(document) -> None:
    """The portal's letters and colours in the styles themselves, so that headings stay headings."""
    sizes = {"Normal": 11, "Title": 26, "Subtitle": 13, "Heading 1": 16, "Heading 2": 13}
    for name, size in sizes.items():
        font = document.styles[name].font
        font.name, font.size = FONT, WordPt(size)
        # The template names a theme font for headings, which wins unless it is taken away.
        fonts = document.styles[name].element.rPr.rFonts
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for name, color in (("Title", DEEP), ("Subtitle", SOFT), ("Heading 1", BRAND), ("Heading 2", DEEP)):
        document.styles[name].font.color.rgb = WordColor.from_string(color)
    document.styles["Subtitle"].font.italic = False
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _add_word_block(document, block: Block) -> None:
    paragraph = document.add_paragraph(style=_WORD_STYLES[block.kind])
    for run in block.runs:
        written = paragraph.add_run(run.text)
        written.bold = run.bold or None
        written.italic = run.italic or None


def write_pptx(content: Content, path: str | os.PathLike) -> None:
    """A presentation at `path`: an opening slide, then one per section with its whole text in the notes."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Inches(10), Inches(5.625)
    properties = presentation.core_properties
    properties.title, properties.language = content.title, LANGUAGE
    properties.author = settings.PORTAL_NAME
    opening = presentation.slides.add_slide(presentation.slide_layouts[0])
    _paint(opening, BRAND)
    _place(opening.shapes.title, top=1.3, height=1.5)
    _place(opening.placeholders[1], top=3.0, height=1.6)
    _fill(opening.shapes.title.text_frame, [content.title], 34, "FFFFFF", bold=True)
    _fill(opening.placeholders[1].text_frame, [content.label, *_values(content)], 18, "CADCEF")
    _add_section_slide(presentation, "In het kort", [content.lead], content.lead)
    for section in content.sections:
        whole = "\n".join(block.text for block in section.blocks)
        _add_section_slide(presentation, section.heading, _slide_lines(section), whole)
    presentation.save(path)


def _values(content: Content) -> list[str]:
    return [value for label, value in content.facts if label in ("Organisatie", "Jaar")]


def _slide_lines(section: Section) -> list[str]:
    """As many blocks as fit; at least one."""
    lines, room = [], SLIDE_MAX_CHARACTERS
    for block in section.blocks[:SLIDE_MAX_BLOCKS]:
        room -= len(block.text)
        if lines and room < 0:
            break
        lines.append(block.text)
    return lines


def _add_section_slide(presentation, heading: str, lines: list[str], notes: str) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    _paint(slide, "FFFFFF")
    _place(slide.shapes.title, top=0.45, height=0.8)
    _place(slide.placeholders[1], top=1.4, height=3.8)
    _fill(slide.shapes.title.text_frame, [heading], 28, BRAND, bold=True)
    _fill(slide.placeholders[1].text_frame, lines, 18, "16202E")
    slide.notes_slide.notes_text_frame.text = notes


def _place(shape, top: float, height: float) -> None:
    """Put the shape at this height, in inches, within the margins."""
    shape.left, shape.width = Inches(0.7), Inches(8.6)
    shape.top, shape.height = Inches(top), Inches(height)


def _paint(slide, color: str) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = SlideColor.from_string(color)


def _fill(frame, lines: list[str], size: int, color: str, bold: bool = False) -> None:
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    frame.clear()
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = SlidePt(size), bold, FONT
        run.font.color.rgb = SlideColor.from_string(color)
        run._r.get_or_add_rPr().set("lang", LANGUAGE)


def write_odt(content: Content, path: str | os.PathLike) -> None:
    """An OpenDocument text at `path`."""
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=content.title))
    document.meta.addElement(dc.Language(text=LANGUAGE))
    document.meta.addElement(meta.InitialCreator(text=settings.PORTAL_NAME))
    document.fontfacedecls.addElement(style.FontFace(name=FONT, fontfamily=f"'{FONT}'", fontfamilygeneric="swiss"))
    _add_odt_styles(document)
    document.text.addElement(text.P(stylename="Title", text=content.title))
    document.text.addElement(text.P(stylename="Subtitle", text=content.lead))
    for label, value in content.facts:
        paragraph = text.P(stylename="Standard")
        paragraph.addElement(text.Span(stylename="Strong", text=f"{label}: "))
        paragraph.addText(value)
        document.text.addElement(paragraph)
    for section in content.sections:
        document.text.addElement(text.H(outlinelevel=1, stylename="Heading1", text=section.heading))
        _add_odt_blocks(document.text, section.blocks)
    document.save(os.fspath(path))


def _add_odt_styles(document) -> None:
    shared = {"fontname": FONT, "language": "nl", "country": "NL"}
    looks = {
        "Standard": ("11pt", "16202E", "normal", "0.25cm"),
        "Title": ("26pt", DEEP, "600", "0.3cm"),
        "Subtitle": ("13pt", SOFT, "normal", "0.6cm"),
        "Heading1": ("16pt", BRAND, "600", "0.2cm"),
        "Heading2": ("13pt", DEEP, "600", "0.15cm"),
    }
    for name, (size, color, weight, below) in looks.items():
        above = "0.6cm" if name.startswith("Heading") else "0cm"
        look = style.Style(name=name, family="paragraph", displayname=name)
        look.addElement(style.ParagraphProperties(margintop=above, marginbottom=below, lineheight="130%"))
        look.addElement(style.TextProperties(fontsize=size, color=f"#{color.lower()}", fontweight=weight, **shared))
        document.styles.addElement(look)
    strong = style.Style(name="Strong", family="text")
    strong.addElement(style.TextProperties(fontweight="bold"))
    document.styles.addElement(strong)


def _add_odt_blocks(parent: office.Text, blocks: tuple[Block, ...]) -> None:
    """Neighbouring items become one list."""
    current = None
    for block in blocks:
        is_item = block.kind in ("bullet", "number")
        if is_item and current is None:
            current = text.List()
            parent.addElement(current)
        if not is_item:
            current = None
        if block.kind == "heading":
            parent.addElement(text.H(outlinelevel=2, stylename="Heading2", text=block.text))
            continue
        paragraph = text.P(stylename="Standard")
        for run in block.runs:
            paragraph.addElement(text.Span(stylename="Strong" if run.bold else None, text=run.text))
        if is_item:
            item = text.ListItem()
            item.addElement(paragraph)
            current.addElement(item)
        else:
            parent.addElement(paragraph)
