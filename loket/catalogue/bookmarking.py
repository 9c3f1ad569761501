"""Keeping an entry for later."""

from datetime import datetime

from loket.catalogue.models import Bookmark, Entry


def keep(entry: Entry, *, by, at: datetime) -> None:
    """Keep it; a second time changes nothing."""
    Bookmark.objects.get_or_create(user=by, entry=entry, defaults={"at": at})


def drop(entry: Entry, *, by) -> None:
    Bookmark.objects.filter(user=by, entry=entry).delete()


def is_kept(entry: Entry, user) -> bool:
    return user.is_authenticated and Bookmark.objects.filter(user=user, entry=entry).exists()
