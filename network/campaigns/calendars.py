"""Campaigns as a calendar to subscribe to: whole days, of which the last is the day after for iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from network.campaigns.models import Campaign

PRODUCT = "-//Loket Gezondheidsbevordering//NL"


def feed(campaigns: Iterable[Campaign], *, at: datetime) -> str:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Campagnekalender leefstijl")
    for campaign in campaigns:
        calendar.add_component(_component(campaign, at))
    return calendar.to_ical().decode()


def _component(campaign: Campaign, at: datetime) -> icalendar.Event:
    host = urlsplit(settings.SITE_URL).hostname
    address = f"{settings.SITE_URL}{campaign.get_absolute_url()}"
    component = icalendar.Event()
    component.add("uid", f"campagne-{campaign.pk}@{host}")
    component.add("dtstamp", at)
    component.add("sequence", campaign.sequence)
    component.add("summary", campaign.title)
    component.add("dtstart", campaign.starts_on)
    component.add("dtend", campaign.ends_on + timedelta(days=1))
    component.add("transp", "TRANSPARENT")
    component.add("url", address)
    component.add("description", f"{campaign.summary}\n\n{address}")
    return component
