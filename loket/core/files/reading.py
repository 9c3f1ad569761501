"""The common ground of all readers: errors of many parsers made one, and plain XML without a tree."""

import contextlib
import struct
import zipfile
import zlib
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException

from loket.core.files.refusals import RefusedFile


class UnreadableFile(Exception):
    """The content is not what its kind promises: damaged, cut off, or not built by the rules."""


# RuntimeError covers pdfium, encrypted zip members and endless recursion; OSError covers cut-off pictures.
_PARSER_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SAXException,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
)


@contextlib.contextmanager
def one_error():
    """Turn whatever the parsers raise on bad content into UnreadableFile, and XML tricks into a refusal."""
    try:
        yield
    except DefusedXmlException as error:
        raise RefusedFile("bomb") from error
    except _PARSER_ERRORS as error:
        raise UnreadableFile(str(error)) from error


class XmlEvents(ContentHandler):
    """Base of the XML readers: local names instead of prefixes, so that both OOXML dialects fit."""

    def startElement(self, name, attrs):  # noqa: N802 - the name is that of xml.sax
        # With both `id` and `r:id` the one with the prefix is the reference that we follow, so it comes last.
        ordered = sorted(attrs.items(), key=lambda item: ":" in item[0])
        self.opened(local(name), {local(key): value for key, value in ordered})

    def endElement(self, name):  # noqa: N802 - the name is that of xml.sax
        self.closed(local(name))

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""


def local(name: str) -> str:
    """The name without its namespace prefix."""
    return name.rpartition(":")[2]


def parse_xml(stream, handler: XmlEvents) -> None:
    """Send the XML in this stream to the handler; document types and entities are not accepted."""
    defusedxml.sax.parse(stream, handler, forbid_dtd=True)
