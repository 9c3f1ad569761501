"""A logo that somebody brings: looked at as any file, and kept as a small picture without what a camera adds."""

from django.core.files.base import File

from loket.core.files.checking import inspect, on_disk
from loket.core.files.kinds import KINDS
from loket.core.files.preview import preview_safely

ACCEPT = ",".join(f".{extension}" for kind in KINDS.values() if kind.family == "image" for extension in kind.extensions)
NO_PICTURE = "Een logo is een afbeelding: jpg, png, webp of gif."
NOT_READ = "Het lukt ons niet om deze afbeelding te lezen. Sla haar opnieuw op als png en probeer het nog een keer."


class NoLogo(Exception):
    """The file cannot be a logo; the text is a sentence for the person."""


def small(upload: File) -> bytes:
    """A WebP of at most 480 wide. Raises ``RefusedFile`` for what never comes in, ``NoLogo`` for what is no picture."""
    facts = inspect(upload, upload.name, upload.size)
    if KINDS[facts.kind].family != "image":
        raise NoLogo(NO_PICTURE)
    with on_disk(upload) as path:
        picture = preview_safely(path, facts.kind)
    if not picture:
        raise NoLogo(NOT_READ)
    return picture
