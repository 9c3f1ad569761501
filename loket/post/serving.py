"""Files of mail on their way out: inert, whatever they are. Whether somebody may have them is for the area to say."""

import io
from typing import BinaryIO

from django.http import FileResponse

from loket.core.files.kinds import KINDS
from loket.core.files.serving import content_disposition, response_headers
from loket.post.models import MessageAttachment, RawMessage

_INERT = {
    "Content-Type": "application/octet-stream",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def attachment(kept: MessageAttachment, *, inline: bool = False) -> FileResponse:
    """A file that came with a message. Only a picture, known by its content, may be shown in a page (``inline``)."""
    return _response(kept.stored.open("rb"), headers_of(kept.name, kept.kind, inline=inline))


def headers_of(name: str, kind: str, *, inline: bool = False) -> dict[str, str]:
    if kind in KINDS:
        return response_headers(name, kind, inline)
    return _INERT | {"Content-Disposition": content_disposition(name)}


def raw(message: RawMessage) -> FileResponse:
    """The message as it came in."""
    return _response(io.BytesIO(message.content), headers_of(f"bericht-{message.pk}.eml", "eml"))


def _response(file: BinaryIO, headers: dict[str, str]) -> FileResponse:
    """Headers are set last: on its own account Django guesses some from the name of the file."""
    response = FileResponse(file)
    for name, told in headers.items():
        response[name] = told
    return response
