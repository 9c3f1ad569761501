"""Title and language as office files keep them in their properties."""

import zipfile

from loket.core.files.reading import XmlEvents, parse_xml


class _Properties(XmlEvents):
    """Dublin Core title and language, in OOXML's core.xml and OpenDocument's meta.xml alike."""

    def __init__(self):
        super().__init__()
        self.values = {"title": "", "language": ""}
        self._inside = None

    def opened(self, name, attributes):
        self._inside = name if name in self.values else None

    def closed(self, name):
        self._inside = None

    def characters(self, content):
        if self._inside:
            self.values[self._inside] += content


class _DefaultLanguage(XmlEvents):
    """The first language among the default styles: `w:lang w:val` in Word, `fo:language` in OpenDocument."""

    def __init__(self):
        super().__init__()
        self.language = None

    def opened(self, name, attributes):
        found = attributes.get("val") if name == "lang" else attributes.get("language")
        if found and found not in ("none", "zxx") and name in ("lang", "text-properties"):
            self.language = self.language or found


def properties(container: zipfile.ZipFile, part: str) -> tuple[str, str]:
    """Title and language in this part, empty where they are not given."""
    if part not in container.namelist():
        return "", ""
    handler = _Properties()
    with container.open(part) as stream:
        parse_xml(stream, handler)
    return handler.values["title"].strip(), handler.values["language"].strip()


def default_language(container: zipfile.ZipFile, part: str) -> str | None:
    """The language of the default styles in this part."""
    if part not in container.namelist():
        return None
    handler = _DefaultLanguage()
    with container.open(part) as stream:
        parse_xml(stream, handler)
    return handler.language
