"""Where somebody is signed in, as allauth's list of sessions has it (``allauth.usersessions``)."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    device: str
    since: datetime
    is_current: bool


def of(request: HttpRequest) -> list[OpenSession]:
    """The open sessions of who asks, the newest first."""
    return [
        OpenSession(device_name(row.user_agent), row.created_at, row.session_key == request.session.session_key)
        for row in sorted(_rows(request), key=lambda row: row.created_at, reverse=True)
    ]


def end_others(request: HttpRequest) -> int:
    """Sign the person out everywhere but here; returns how many sessions that were."""
    others = [row for row in _rows(request) if row.session_key != request.session.session_key]
    for row in others:
        row.end()
    return len(others)


def device_name(user_agent: str) -> str:
    """A name that a person knows the device by, such as *Firefox op Windows*."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "Onbekende browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser} op {system}" if system else browser


def forget_ended(at: datetime) -> int:
    """Remove the devices whose session has ended. Returns how many."""
    open_keys = Session.objects.filter(expire_date__gte=at).values("session_key")
    return UserSession.objects.exclude(session_key__in=open_keys).delete()[0]


def _rows(request: HttpRequest) -> list[UserSession]:
    return [row for row in UserSession.objects.filter(user=request.user) if row.exists()]
