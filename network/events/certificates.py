"""Proof of attendance as a PDF, and what somebody learned over the years."""

import pathlib
from datetime import date

from django.conf import settings
from django.utils.formats import date_format

from loket.core import pdf, spreadsheets
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from network.events import pages
from network.events.models import Registration

TEMPLATE = pathlib.Path(__file__).with_name("certificate.typ")
HEADINGS = ("Dag", "Bijeenkomst", "Soort", "Uren", "Competenties", "Accreditatie")
MINUTES = 60


def certificate(registration: Registration, today: date) -> bytes:
    """The file, for who was ticked as present."""
    event = registration.event
    competences = ", ".join(lookup.label("competence", code) for code in event.competences)
    facts = [
        ("Wanneer", pages.when(event)),
        ("Waar", pages.where(event)),
        ("Uren", hours(event)),
        ("Competenties", competences),
        ("Accreditatie", event.accreditation),
    ]
    return pdf.build(
        TEMPLATE,
        {
            "title": "Bewijs van deelname",
            "portal": settings.PORTAL_NAME,
            "name": registration.name,
            "organisation": registration.organisation,
            "event": event.title,
            "facts": [fact for fact in facts if fact[1]],
            "made": date_format(today, "j F Y"),
            "address": f"{settings.SITE_URL}{event.get_absolute_url()}",
            "date": [today.year, today.month, today.day],
        },
    )


def hours(event) -> str:
    """The length in hours, with a comma: *2,5*."""
    minutes = int((event.ends_at - event.starts_at).total_seconds()) // MINUTES
    whole, part = divmod(minutes, MINUTES)
    return f"{whole},{round(part / MINUTES * 10)}" if part else str(whole)


def register_rows(user) -> list[dict]:
    """The personal *leerregister*: what this person attended, newest first."""
    attended = Registration.objects.filter(person=user, attended_at__isnull=False)
    rows = attended.select_related("event").order_by("-event__starts_at")
    return [
        {
            "registration": row,
            "day": local_date(row.event.starts_at),
            "hours": hours(row.event),
            "competences": ", ".join(lookup.label("competence", code) for code in row.event.competences),
        }
        for row in rows
    ]


def register_ods(user) -> bytes:
    rows = register_rows(user)
    return spreadsheets.ods("Leerregister", HEADINGS, [_line(row) for row in rows])


def _line(row: dict) -> list[str]:
    event = row["registration"].event
    day = date_format(row["day"], "j F Y")
    return [day, event.title, event.get_kind_display(), row["hours"], row["competences"], event.accreditation]
