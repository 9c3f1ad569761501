"""May this file come in? The name, the size and the first bytes here; the content in the child process."""

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from typing import BinaryIO

from loket.core.files.kinds import BY_EXTENSION, FORBIDDEN_BY_EXTENSION, KINDS, MB, Kind
from loket.core.files.names import extension_of, safe_name
from loket.core.files.refusals import RefusedFile
from loket.core.files.sandbox import ChildFailed, run_in_child
from loket.core.files.sniffing import HEAD_SIZE, sniff

CHECK_SECONDS = 20
CHECK_MEMORY_MB = 1024

# What an office file starts with, whichever of the six it is.
_CONTAINER_FAMILIES = ("ooxml", "odf")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file that may come in; `kind` is a code of `kinds.KINDS`, `size` in bytes."""

    kind: str
    label: str
    mime: str
    safe_name: str
    size: int
    pages: int | None = None
    width: int | None = None
    height: int | None = None


def inspect(file: BinaryIO, name: str, size: int) -> FileFacts:
    """The facts of a brought file; raises RefusedFile with a Dutch sentence when it may not come in.

    `file` is an open binary file at any position, left at its start; `size` is in bytes. Video and sound
    are known by their first bytes only: we never decode them.
    """
    extension = extension_of(name)
    named = check_name(extension)
    check_size(size, named)
    kind = _kind_by_content(file, named, extension)
    found = {} if kind.family == "media" else _look_inside(file, kind, extension)
    keep = extension if extension in kind.extensions else kind.extensions[0]
    return FileFacts(kind.code, kind.label, kind.mime, safe_name(name, keep), size, **found)


def check_name(extension: str) -> Kind:
    """The kind that this extension promises; raises RefusedFile for what we never take."""
    if not extension:
        raise RefusedFile("no-extension")
    if extension in FORBIDDEN_BY_EXTENSION:
        raise RefusedFile(FORBIDDEN_BY_EXTENSION[extension].code)
    if extension not in BY_EXTENSION:
        raise RefusedFile("unknown-kind", extension=extension)
    return BY_EXTENSION[extension]


def check_size(size: int, kind: Kind) -> None:
    """Raise RefusedFile when the file is empty or larger than its kind may be; `size` in bytes."""
    if size == 0:
        raise RefusedFile("empty")
    if size > kind.max_bytes:
        # Rounded up, so that "50 MB, maximum 50 MB" cannot be read.
        raise RefusedFile("too-large", size=str(-(-size // MB)), limit=str(kind.max_bytes // MB))


def _kind_by_content(file: BinaryIO, named: Kind, extension: str) -> Kind:
    """The kind by its first bytes; a picture or text under a sister's name is taken for what it is."""
    file.seek(0)
    found = sniff(file.read(HEAD_SIZE))
    if found in ("program", "script", "svg", "webpage"):
        raise RefusedFile(found)
    if found == "ole":
        raise RefusedFile(_why_ole(file), extension=extension)
    if found == "zip" and named.family in _CONTAINER_FAMILIES:
        return named
    if found == "plain" and named.family == "plain":
        return named
    if found == named.code or found in KINDS and KINDS[found].family == named.family == "image":
        return KINDS[found]
    raise RefusedFile("mismatch", extension=extension)


def _why_ole(file: BinaryIO) -> str:
    """Office puts a file with a password in the old container; any other file there is an old one."""
    file.seek(0)
    overlap = b""
    while block := file.read(MB):
        if _ENCRYPTED_OFFICE in overlap + block:
            return "encrypted"
        overlap = block[-len(_ENCRYPTED_OFFICE) :]
    return "old-office"


def _look_inside(file: BinaryIO, kind: Kind, extension: str) -> dict:
    with on_disk(file) as path:
        try:
            answer = run_in_child("examine", path, kind.code, seconds=CHECK_SECONDS, memory_mb=CHECK_MEMORY_MB)
        except ChildFailed:
            raise RefusedFile("unreadable") from None
    if "refused" in answer:
        raise RefusedFile(answer["refused"], extension=extension)
    return answer


@contextlib.contextmanager
def on_disk(file: BinaryIO):
    """A path to this file's content: its own when an upload already lies on disk, else a temporary copy."""
    file.seek(0)
    if hasattr(file, "temporary_file_path"):
        yield file.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile(prefix="loket-") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        file.seek(0)
        yield os.fspath(copy.name)
