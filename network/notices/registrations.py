"""What notices add to other areas: menus, my things, and what is kept of a person."""

from datetime import datetime, timedelta

from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus, retention
from loket.core.working_days import local_date
from network.notices import matching, pages
from network.notices.enums import PostingState
from network.notices.models import Match, Posting, Watch

KEPT = timedelta(days=365)
SHOWN = 4


def register() -> None:
    text = "Vraag om ervaring of materiaal, of bied het aan. Een bericht verdwijnt vanzelf."
    menus.register(menus.Page(menus.MEETING, "Ik zoek, ik bied", "postings", "hand-helping", 50, text=text))
    empty = my_loket.NextStep("U zoekt of biedt nu niets.", "Ik zoek, ik bied", "postings")
    my_loket.register_panel(
        my_loket.Panel("notices", "Ik zoek, ik bied", _own, empty, "hand-helping", "own_postings", 46)
    )
    privacy.register_export("zoek en bied", _export)
    privacy.register_erasure("zoek en bied", _erase)
    retention.register("zoek- en biedberichten", forget)


def _own(user: User) -> list[my_loket.Item]:
    """The own notices that stand open, and notices of others that fit the profile."""
    today = local_date(timezone.now())
    own = Posting.objects.current(today).filter(author=user)[:SHOWN]
    items = [my_loket.Item(row.title, row.get_absolute_url(), f"Staat tot en met {row.until:%d-%m-%Y}") for row in own]
    fits = matching.postings_for_profile(user.themes, user.areas, but_of=user, today=today, limit=SHOWN - len(items))
    return items + [
        my_loket.Item(fit.posting.title, fit.posting.get_absolute_url(), fit.why, fit.posting.get_kind_display())
        for fit in fits
    ]


def _export(user: User) -> dict:
    return {
        "mailen": pages.rhythm_of(user),
        "berichten": [
            {
                "soort": row.kind,
                "titel": row.title,
                "tekst": row.text,
                "themas": row.themes,
                "gebieden": row.areas,
                "geplaatst": row.posted_at.isoformat(),
                "tot_en_met": row.until.isoformat(),
                "stand": row.state,
            }
            for row in Posting.objects.filter(author=user)
        ],
    }


def _erase(user: User, *, at: datetime) -> None:
    Posting.objects.filter(author=user).delete()
    Match.objects.filter(person=user).delete()
    Watch.objects.filter(person=user).delete()


def forget(at: datetime) -> int:
    """What has been over for a year, with who heard of it and reacted."""
    past = Posting.objects.exclude(state=PostingState.OPEN).filter(until__lt=local_date(at - KEPT))
    gone = past.count()
    past.delete()
    return gone
