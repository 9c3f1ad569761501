"""Bytes to text, whatever the mail says about them; a Dutch desk gets UTF-8 and Windows-1252 under many names."""

import codecs
import re

FALLBACK = "cp1252"
# Names that Python lacks, or that are used for their larger sister.
_ALIASES = {
    "ansi_x3.4-1968": FALLBACK,
    "ascii": FALLBACK,
    "us-ascii": FALLBACK,
    "iso-8859-1": FALLBACK,
    "latin1": FALLBACK,
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-mac-roman": "mac-roman",
}
# Codecs that are not for text, or that take time that grows with the square of the text.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def decode(content: bytes, declared: str | None) -> tuple[str, bool]:
    """The text, and whether all of it could be read.

    Bytes that are UTF-8 are read as that, whatever was declared: no other encoding looks like it by accident.
    """
    if _is_utf8(content):
        return clean(content.decode("utf-8")), True
    codec = _codec(declared)
    if codec is None:
        return clean(content.decode(FALLBACK, "replace")), not declared
    try:
        return clean(content.decode(codec)), True
    except (UnicodeError, ValueError):
        return _best_guess(content, codec), False


def clean(text: str) -> str:
    """Without NUL (PostgreSQL refuses it), other invisible controls and half characters; lines end in one LF."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_utf8(content: bytes) -> bool:
    """Whether these bytes hold characters beyond ASCII in UTF-8."""
    if content.isascii():
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(declared: str | None) -> str | None:
    """Python's name for a charset; ``None`` when it has none."""
    name = (declared or "").strip().strip("\"'").lower()
    if not name:
        return None
    try:
        found = codecs.lookup(_ALIASES.get(name, name))
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding and found.name not in _NO_CHARSETS else None


def _best_guess(content: bytes, codec: str) -> str:
    """Few unreadable places: the declared charset after all. Many: it was another one."""
    text = content.decode(codec, "replace")
    beyond_ascii = sum(byte > 127 for byte in content)
    if text.count("\ufffd") * 2 > beyond_ascii:
        text = content.decode(FALLBACK, "replace")
    return clean(text)
