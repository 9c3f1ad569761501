"""What a page is about, for search engines: schema.org as JSON-LD, which browsers do not run."""

import json

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(data: dict) -> SafeString:
    """The element with these properties; empty values are left out, and no text can end it."""
    told = {"@context": "https://schema.org"} | {
        name: value for name, value in data.items() if value not in ("", None, [])
    }
    text = json.dumps(told, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
