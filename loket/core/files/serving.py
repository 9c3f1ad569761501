"""How a stored file leaves again: inert, under its own name, never run by the browser."""

from django.utils.http import content_disposition_header

from loket.core.files.kinds import KINDS
from loket.core.files.names import safe_name


def content_disposition(name: str, inline: bool = False) -> str:
    """The value of Content-Disposition (RFC 6266) for any name, however odd."""
    return content_disposition_header(not inline, safe_name(name))


def response_headers(name: str, kind: str, inline: bool = False) -> dict[str, str]:
    """Headers with which a brought file cannot run anything in our name.

    `inline` counts only for kinds that may be shown in a page (pictures); all others are downloads:
    under a sandbox policy browsers cannot show a PDF anyway.
    """
    table = KINDS[kind]
    return {
        "Content-Type": table.mime,
        "Content-Disposition": content_disposition(name, inline and table.may_show_inline),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
    }
