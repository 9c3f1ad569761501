"""The table of file kinds: what may be brought, how large, and what is refused with which sentence."""

from dataclasses import dataclass

MB = 1024 * 1024

DOCUMENT_MAX = 50 * MB
IMAGE_MAX = 20 * MB
MEDIA_MAX = 200 * MB
PLAIN_MAX = 10 * MB


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file that may be brought; the first extension is the one we write."""

    code: str
    label: str
    mime: str
    extensions: tuple[str, ...]
    family: str
    max_bytes: int
    has_text: bool = False
    has_preview: bool = False
    may_show_inline: bool = False


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A group of extensions that is refused, with the sentence that says why and what to do."""

    code: str
    extensions: tuple[str, ...]
    sentence: str


def _office(code: str, label: str, mime: str, family: str) -> Kind:
    return Kind(code, label, mime, (code,), family, DOCUMENT_MAX, has_text=True)


def _image(code: str, label: str, *extensions: str) -> Kind:
    return Kind(
        code,
        label,
        f"image/{code}",
        extensions or (code,),
        "image",
        IMAGE_MAX,
        has_preview=True,
        may_show_inline=True,
    )


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

ALLOWED = (
    Kind("pdf", "PDF", "application/pdf", ("pdf",), "pdf", DOCUMENT_MAX, has_text=True, has_preview=True),
    _office("docx", "Word-document", f"{_OOXML}.wordprocessingml.document", "ooxml"),
    _office("pptx", "PowerPoint-presentatie", f"{_OOXML}.presentationml.presentation", "ooxml"),
    _office("xlsx", "Excel-werkblad", f"{_OOXML}.spreadsheetml.sheet", "ooxml"),
    _office("odt", "OpenDocument-tekst", f"{_ODF}.text", "odf"),
    _office("odp", "OpenDocument-presentatie", f"{_ODF}.presentation", "odf"),
    _office("ods", "OpenDocument-werkblad", f"{_ODF}.spreadsheet", "odf"),
    _image("jpeg", "JPEG-afbeelding", "jpg", "jpeg"),
    _image("png", "PNG-afbeelding"),
    _image("webp", "WebP-afbeelding"),
    _image("gif", "GIF-afbeelding"),
    Kind("mp4", "MP4-video", "video/mp4", ("mp4", "m4v"), "media", MEDIA_MAX),
    Kind("mp3", "MP3-geluid", "audio/mpeg", ("mp3",), "media", MEDIA_MAX),
    Kind("txt", "Tekstbestand", "text/plain", ("txt",), "plain", PLAIN_MAX, has_text=True),
    Kind("csv", "CSV-bestand", "text/csv", ("csv",), "plain", PLAIN_MAX, has_text=True),
)

FORBIDDEN = (
    Forbidden(
        "program",
        (
            "exe",
            "msi",
            "com",
            "dll",
            "scr",
            "cpl",
            "apk",
            "app",
            "dmg",
            "pkg",
            "deb",
            "rpm",
            "jar",
            "elf",
            "so",
        ),
        "Dit bestand is een programma. Programma's nemen wij niet aan, omdat ze schadelijk kunnen zijn.",
    ),
    Forbidden(
        "script",
        ("bat", "cmd", "js", "mjs", "vbs", "wsf", "hta", "ps1", "sh", "bash", "py", "php", "pl", "rb", "lnk"),
        "Dit bestand bevat opdrachten voor een computer. Zulke bestanden nemen wij niet aan, omdat ze "
        "schadelijk kunnen zijn.",
    ),
    Forbidden(
        "webpage",
        ("html", "htm", "xhtml", "mht", "mhtml", "xml", "shtml"),
        "Webpagina's nemen wij niet aan. Sla de pagina op als pdf, of plaats een link naar de pagina.",
    ),
    Forbidden(
        "svg",
        ("svg", "svgz"),
        "SVG-afbeeldingen nemen wij niet aan, omdat er opdrachten in kunnen staan. "
        "Sla de afbeelding op als png of webp.",
    ),
    Forbidden(
        "macro",
        ("docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"),
        "In dit bestand kunnen macro's zitten. Sla het op zonder macro's: als docx, xlsx, pptx of pdf.",
    ),
    Forbidden(
        "archive",
        ("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "iso", "cab"),
        "Ingepakte bestanden (zoals zip) nemen wij niet aan, omdat wij niet kunnen zien wat erin zit. "
        "Pak het bestand uit en voeg de bestanden los toe.",
    ),
    Forbidden(
        "old-office",
        ("doc", "dot", "xls", "xlt", "ppt", "pps", "pot", "rtf"),
        "Dit is een oud soort bestand van Word, Excel of PowerPoint. Sla het op als docx, xlsx, pptx, odt of pdf.",
    ),
    Forbidden(
        "template",
        ("dotx", "xltx", "potx", "ppsx", "ott", "otp", "ots"),
        "Dit is een sjabloon of diavoorstelling. Sla het bestand op als gewoon document: docx, xlsx, pptx, odt of pdf.",
    ),
    Forbidden(
        "other-image",
        ("heic", "heif", "tif", "tiff", "bmp", "psd", "ai", "eps", "ico", "avif"),
        "Dit soort afbeelding kan niet iedereen openen. Sla de afbeelding op als jpg, png of webp.",
    ),
    Forbidden(
        "other-media",
        ("mov", "avi", "wmv", "mkv", "webm", "flv", "wav", "ogg", "wma", "m4a", "flac"),
        "Dit soort video of geluid kan niet iedereen openen. Sla het op als mp4 of mp3.",
    ),
    Forbidden(
        "other-document",
        ("pages", "numbers", "key", "pub", "vsd", "vsdx", "one", "msg", "eml", "epub", "mobi", "indd"),
        "Dit soort document kan niet iedereen openen. Sla het op als pdf, docx of odt.",
    ),
)

KINDS = {kind.code: kind for kind in ALLOWED}
BY_EXTENSION = {extension: kind for kind in ALLOWED for extension in kind.extensions}
FORBIDDEN_BY_EXTENSION = {extension: group for group in FORBIDDEN for extension in group.extensions}
FORBIDDEN_BY_CODE = {group.code: group for group in FORBIDDEN}

# Browsers take this for the `accept` attribute of a file field.
ACCEPT = ",".join(f".{extension}" for extension in BY_EXTENSION)

LIMIT_SENTENCE = (
    f"Documenten mogen {DOCUMENT_MAX // MB} MB zijn, afbeeldingen {IMAGE_MAX // MB} MB, "
    f"video en geluid {MEDIA_MAX // MB} MB en tekstbestanden {PLAIN_MAX // MB} MB."
)
