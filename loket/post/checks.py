"""A mailbox address that cannot be used stops the start with a sentence."""

from django.conf import settings
from django.core import checks

from loket.post import imap


def register() -> None:
    checks.register(addresses_of_mailboxes)


def addresses_of_mailboxes(**_options) -> list[checks.CheckMessage]:
    found = []
    for number, url in enumerate(settings.IMAP_URLS, start=1):
        try:
            imap.place(url)
        except (imap.UnusableAddress, ValueError) as error:
            found.append(checks.Error(f"Adres {number} van IMAP_URLS: {error}", id="post.E001"))
    return found
