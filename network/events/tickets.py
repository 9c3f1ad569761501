"""The ticket of who has a place: the code for the door as a picture, and on paper."""

import io
import pathlib
from datetime import date

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from loket.core import pdf
from network.events import pages
from network.events.models import Registration

TEMPLATE = pathlib.Path(__file__).with_name("ticket.typ")
_QUIET = 4
"""Modules of white around the code, as the standard of QR codes asks."""


def picture(registration: Registration) -> bytes:
    """The code as SVG: a camera that reads it opens the page of the door with the code filled in."""
    path = reverse("event_door", args=[registration.event.slug])
    address = f"{settings.SITE_URL}{path}?code={registration.door_code}"
    target = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage, border=_QUIET).save(target)
    return target.getvalue()


def ticket(registration: Registration, today: date) -> bytes:
    """The PDF, one page, to print or to keep on a phone. For what ``Registration.objects.with_ticket`` finds."""
    event = registration.event
    facts = [
        ("Wanneer", pages.when(event)),
        ("Waar", pages.where(event)),
        ("Aantal mensen", str(registration.places) if registration.places > 1 else ""),
        ("Vragen aan", event.contact),
    ]
    return pdf.build(
        TEMPLATE,
        {
            "title": f"Ticket: {event.title}",
            "portal": settings.PORTAL_NAME,
            "event": event.title,
            "kind": event.get_kind_display(),
            "name": registration.name,
            "organisation": registration.organisation,
            "facts": [fact for fact in facts if fact[1]],
            "code": registration.door_code,
            "picture": picture(registration).decode(),
            "made": date_format(today, "j F Y"),
            "address": f"{settings.SITE_URL}{event.get_absolute_url()}",
            "date": [today.year, today.month, today.day],
        },
    )
