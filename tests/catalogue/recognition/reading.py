"""Reading an answered page as a person would."""

import re

from django.contrib.messages import get_messages


def text(response) -> str:
    """The words of the page, without tags, spaces joined."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def said(response) -> list[str]:
    """The messages of the request, earlier ones that no page showed first."""
    return [str(message) for message in get_messages(response.wsgi_request)]
