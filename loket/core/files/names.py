"""Names of files: made safe to store, to show and to put in a header."""

import re
import unicodedata

MAX_CHARACTERS = 120
# File systems stop at 255 bytes; the store adds a few characters of its own.
MAX_BYTES = 200
FALLBACK_STEM = "bestand"

_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]+')
_DEVICE_NAMES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")


def extension_of(name: str) -> str:
    """The last extension in lower case without its dot; empty when there is none."""
    extension = clean(name).rpartition(".")[2].lower() if "." in clean(name) else ""
    return extension if _EXTENSION.fullmatch(extension) else ""


def clean(name: str) -> str:
    """The name without folders and without invisible characters, in Unicode form NFC.

    Characters that turn the reading direction go too: with them `fdp.exe` can be shown as `exe.pdf`.
    """
    last_part = re.split(r"[/\\]", name)[-1]
    visible = (
        " " if char.isspace() else char
        for char in last_part
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    text = unicodedata.normalize("NFC", "".join(visible))
    return re.sub(r" +", " ", text).strip(" .")


def safe_name(name: str, extension: str | None = None) -> str:
    """A name that every file system and browser can bear; `extension` replaces the one it has."""
    text = _NOT_IN_A_NAME.sub("-", clean(name))
    own = extension_of(text)
    stem = text[: -len(own) - 1] if own else text
    ending = own if extension is None else extension
    stem = stem.strip(" .-") or FALLBACK_STEM
    if _DEVICE_NAMES.match(stem):
        stem = f"{FALLBACK_STEM}-{stem}"
    suffix = f".{ending}" if ending else ""
    return _shortened(stem, len(suffix)) + suffix


def _shortened(stem: str, reserved: int) -> str:
    """The stem cut to both limits, never halfway through a character."""
    stem = stem[: MAX_CHARACTERS - reserved]
    return stem.encode()[: MAX_BYTES - reserved].decode(errors="ignore").rstrip(" .-")
