"""Office files as zip files: opened only when their directory is plausible, read one member at a time."""

import contextlib
import os
import posixpath
import re
import zipfile

from loket.core.files import limits
from loket.core.files.reading import UnreadableFile, XmlEvents, one_error, parse_xml
from loket.core.files.refusals import RefusedFile

_END_OF_DIRECTORY = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 65_535

_OOXML_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_ODF_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# An empty macro library leaves only its two lists behind; a module beside them is a macro.
_ODF_MACRO = re.compile(r"Basic/.+/(?!script-l[bc]\.xml$)[^/]+\.xml$|Scripts/.+[^/]$")


@contextlib.contextmanager
def open_container(path: str | os.PathLike):
    """The zip file at this path, checked against the limits; raises RefusedFile or UnreadableFile."""
    with one_error():
        _check_directory_size(path)
        with zipfile.ZipFile(path) as container:
            _check_members(container.infolist())
            yield container


def _check_directory_size(path: str | os.PathLike) -> None:
    """Look at the end of the file ourselves: `zipfile` reads a directory of any size into memory."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END_SIZE - _MAX_COMMENT))
        tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise UnreadableFile("no end of directory")
    if int.from_bytes(tail[at + 12 : at + 16], "little") > limits.ZIP_MAX_DIRECTORY:
        raise RefusedFile("bomb")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """Sizes in the directory bind: `zipfile` never unpacks more of a member than is declared there."""
    if any(member.flag_bits & 1 for member in members):
        raise RefusedFile("encrypted")
    too_many = len(members) > limits.ZIP_MAX_MEMBERS
    too_large = sum(member.file_size for member in members) > limits.ZIP_MAX_TOTAL
    if too_many or too_large or any(_explodes(member) for member in members):
        raise RefusedFile("bomb")


def _explodes(member: zipfile.ZipInfo) -> bool:
    return member.file_size > limits.ZIP_SUSPECT_SIZE and member.file_size > limits.ZIP_MAX_RATIO * max(
        member.compress_size, 1
    )


class _ContentTypes(XmlEvents):
    """Reads [Content_Types].xml: the kind, the name of the main part, and whether there are macros."""

    def __init__(self):
        super().__init__()
        self.kind = None
        self.main_part = None
        self.has_macro = False

    def opened(self, name, attributes):
        content_type = attributes.get("ContentType", "")
        if "macroenabled" in content_type.lower() or "vbaproject" in content_type.lower():
            self.has_macro = True
        if name == "Override" and content_type in _OOXML_MAIN:
            self.kind = _OOXML_MAIN[content_type]
            self.main_part = attributes.get("PartName", "").lstrip("/")


def ooxml_main(container: zipfile.ZipFile) -> tuple[str | None, str | None]:
    """The kind and the main part of a Word, PowerPoint or Excel file; raises RefusedFile for macros."""
    if "[Content_Types].xml" not in container.namelist():
        return None, None
    types = _ContentTypes()
    with container.open("[Content_Types].xml") as stream:
        parse_xml(stream, types)
    macro_parts = any(name.lower().endswith("vbaproject.bin") for name in container.namelist())
    if types.has_macro or macro_parts:
        raise RefusedFile("macro")
    return types.kind, types.main_part


def odf_kind(container: zipfile.ZipFile) -> str | None:
    """The kind of an OpenDocument file; raises RefusedFile for macros and passwords."""
    if "mimetype" not in container.namelist():
        return None
    with container.open("mimetype") as stream:
        kind = _ODF_TYPES.get(stream.read(200).strip())
    if kind is None:
        return None
    if any(_ODF_MACRO.match(name) for name in container.namelist()):
        raise RefusedFile("macro")
    if _has_encrypted_parts(container):
        raise RefusedFile("encrypted")
    return kind


class _Manifest(XmlEvents):
    encrypted = False

    def opened(self, name, attributes):
        self.encrypted = self.encrypted or name == "encryption-data"


def _has_encrypted_parts(container: zipfile.ZipFile) -> bool:
    manifest = _Manifest()
    if "META-INF/manifest.xml" in container.namelist():
        with container.open("META-INF/manifest.xml") as stream:
            parse_xml(stream, manifest)
    return manifest.encrypted


class _Relations(XmlEvents):
    def __init__(self, folder: str):
        super().__init__()
        self.folder = folder
        self.targets = {}

    def opened(self, name, attributes):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            full = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, full)


def relations(container: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts this part of an OOXML file refers to: id to (type, name of the part)."""
    folder, name = posixpath.split(part)
    listing = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if listing not in container.namelist():
        return {}
    handler = _Relations(folder)
    with container.open(listing) as stream:
        parse_xml(stream, handler)
    return handler.targets
