"""What the directory adds to other areas, and by what it hears that a profile changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import panels
from loket.core import menus, retention
from network.directory import pages, people, workflow
from network.directory.enums import ReportState
from network.directory.models import Barring, Block, DirectMessage, Listing, Report
from network.directory.permissions import can_find, can_judge_reports

MESSAGES_KEPT = timedelta(days=180)
REPORTS_KEPT = timedelta(days=365)
SHOWN = 3
# Signing in writes a moment of its own on the person; that changes nothing here.
_LOOKED_AT = frozenset(
    {"name", "organisation", "job_title", "sector", "level", "areas", "themes", "expertise", "is_listed"}
    | {"shown_fields", "is_active"}
)


def register() -> None:
    post_save.connect(_profile_changed, sender=User, dispatch_uid="directory-profile")
    text = "Zoek op thema, regio of deskundigheid. U ziet alleen wie gevonden wil worden."
    menus.register(menus.Page(menus.MEETING, "Vind een collega", "colleagues", "contact", 40, text=text))
    menus.register(menus.Page(menus.EDITORS, "Meldingen", "network_reports", "flag", 65, can_judge_reports))
    panels.register(panels.Panel(panels.Place.ASIDE, 70, "network/directory/_panel.html", _panel))
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep("Collega's kunnen u niet vinden.", "Laat u vinden", "own_listing")
    my_loket.register_panel(
        my_loket.Panel("directory", "Vindbaar voor collega's", _own, empty, "users", "colleagues", 45)
    )
    privacy.register_export("vind een collega", _export)
    privacy.register_erasure("vind een collega", _erase)
    retention.register("berichten aan collega's", forget_messages)
    retention.register("afgehandelde meldingen", forget_reports)


def _profile_changed(sender, instance: User, created: bool, update_fields, **others) -> None:
    """What colleagues see follows the profile at once, whoever wrote it."""
    is_looked_at = update_fields is None or _LOOKED_AT.intersection(update_fields)
    if is_looked_at and (instance.is_listed or not created):
        workflow.refresh(instance, at=timezone.now())


def _panel(entry, user) -> dict | None:
    """Beside an entry: colleagues with its themes who want to be found."""
    themes = entry.content.get("themes", [])
    if not can_find(user) or not themes:
        return None
    found = people.like(user, themes=themes, areas=user.areas, limit=SHOWN)
    return {"cards": found, "url": people.search_link(theme=themes)} if found else None


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For editors what was reported."""
    if can_judge_reports(user):
        for report in Report.objects.open().order_by("at")[:20]:
            yield my_loket.Task(report.about, reverse("network_reports"), "Meldingen", report.get_kind_display())


def _own(user: User) -> Iterator[my_loket.Item]:
    listing = Listing.objects.filter(person=user).exclude(name="").first()
    if listing:
        yield my_loket.Item(
            "U bent vindbaar", reverse("own_listing"), "Bekijk wat collega's zien, of zet het uit", "Aan"
        )
    for message in DirectMessage.objects.visible_to(user)[:SHOWN]:
        yield my_loket.Item(message.subject, message.get_absolute_url(), f"Bericht van {message.sender_name}")


def _export(user: User) -> dict:
    listing = pages.own_listing(user)
    got = DirectMessage.objects.filter(recipient=user)
    sent = DirectMessage.objects.filter(sender=user)
    return {
        "vermelding": {
            "vindbaar_sinds": listing.listed_at.isoformat() if listing.listed_at else None,
            "ook_te_zien": listing.also_shown,
            "talen": listing.languages,
            "over_mij": listing.about,
            "ontvangt_berichten": listing.takes_messages,
            "gastspreker": listing.is_speaker,
            "gastspreker_themas": listing.speaker_themes,
            "gastspreker_onderwerpen": listing.speaker_topics,
            "gastspreker_voorwaarden": listing.speaker_conditions,
        },
        "ontvangen_berichten": [_told(message) | {"van": message.sender_name} for message in got],
        "verstuurde_berichten": [_told(message) | {"antwoordadres": message.answer_to} for message in sent],
        "geblokkeerde_afzenders": Block.objects.filter(person=user).count(),
        "meldingen": [{"over": row.about, "toelichting": row.note} for row in Report.objects.filter(by=user)],
    }


def _told(message: DirectMessage) -> dict:
    return {"onderwerp": message.subject, "tekst": message.text, "op": message.at.isoformat()}


def _erase(user: User, *, at: datetime) -> None:
    """The listing, all messages, and what was quoted of this person in reports."""
    Listing.objects.filter(person=user).delete()
    DirectMessage.objects.filter(Q(sender=user) | Q(recipient=user)).delete()
    Block.objects.filter(Q(person=user) | Q(blocked=user)).delete()
    Barring.objects.filter(person=user).delete()
    Report.objects.filter(accused=user).update(accused=None, excerpt="", about="Gewist", link="")
    Report.objects.filter(by=user).update(by=None)


def forget_messages(at: datetime) -> int:
    """The mail itself is with who got it; here nothing is kept longer than half a year."""
    return DirectMessage.objects.filter(at__lt=at - MESSAGES_KEPT).delete()[0]


def forget_reports(at: datetime) -> int:
    past = Report.objects.filter(state=ReportState.HANDLED, at__lt=at - REPORTS_KEPT)
    gone = past.count()
    past.delete()
    return gone
