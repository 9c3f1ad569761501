"""What following adds to other areas. Also for saved searches, which stand below the registers of people."""

from datetime import datetime, timedelta

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import merging, panels, signals
from loket.catalogue.following import pages, workflow
from loket.catalogue.following.enums import What
from loket.catalogue.following.models import Follow, Happening
from loket.catalogue.models import Entry
from loket.core import retention
from loket.search.saved import workflow as saved_searches
from loket.search.saved.models import SavedSearch

SHOWN = 5
KEPT = timedelta(days=180)
_RECOGNITION = {
    "recognised": "Is erkend: {level}.",
    "recognition_lapsed": "De erkenning is verlopen.",
    "recognition_withdrawn": "De erkenning is ingetrokken.",
}


def register() -> None:
    for what, signal in (
        (What.PUBLISHED, signals.entry_published),
        (What.CHANGED, signals.entry_changed),
        (What.ARCHIVED, signals.entry_archived),
        (What.RESTORED, signals.entry_restored),
    ):
        signal.connect(_noting(what), weak=False, dispatch_uid=f"following-{what}")
    signals.entry_recognised.connect(_note_recognition, dispatch_uid="following-recognised")
    merging.register_rows("volgers", Follow, once_per=("user",))
    merging.register("nieuws voor volgers", _tell_of_merge)
    panels.register(panels.Panel(panels.Place.HEAD, 20, "catalogue/following/_button.html", pages.panel))
    my_loket.register_panel(_following())
    my_loket.register_panel(_saved_searches())
    privacy.register_export("volgen", _export)
    privacy.register_erasure("volgen", _erase)
    privacy.register_export("zoekvragen", _export_searches)
    privacy.register_erasure("zoekvragen", _erase_searches)
    retention.register("nieuws voor volgers", forget_old_news)


def _noting(what: What):
    def receive(sender, *, entry, by, at, changed_keys=(), **others) -> None:
        workflow.note(what, entry, by=by, at=at, changed_keys=changed_keys)

    return receive


def _note_recognition(sender, *, entry: Entry, at: datetime, act: str, **others) -> None:
    if sentence := _RECOGNITION.get(act):
        workflow.tell_followers(entry, sentence.format(level=entry.get_recognition_level_display()), at)


def _tell_of_merge(gone: Entry, kept: Entry, at: datetime) -> None:
    """Who followed the double follows what it went into, and hears why."""
    workflow.tell_followers(kept, f"“{gone.title}” is hierin opgegaan.", at)


def forget_old_news(at: datetime) -> int:
    """What happened half a year ago and was told."""
    return Happening.objects.filter(at__lt=at - KEPT).exclude(fanned_at=None).delete()[0]


def _following() -> my_loket.Panel:
    empty = my_loket.NextStep("U volgt nog niets.", "Zoeken in de catalogus", "search")
    return my_loket.Panel("following", "U volgt", _own_follows, empty, "bell", "following", 40)


def _own_follows(user: User) -> list[my_loket.Item]:
    rows = Follow.objects.visible_to(user).select_related("entry", "organisation")[:SHOWN]
    return [
        my_loket.Item(row.title, pages.page_of(row.kind, row.key), f"{row.get_kind_display()}: {_mail(row)}")
        for row in rows
    ]


def _saved_searches() -> my_loket.Panel:
    empty = my_loket.NextStep("U hebt nog geen zoekvraag bewaard.", "Zoeken in de catalogus", "search")
    return my_loket.Panel("saved_searches", "Bewaarde zoekvragen", _own_searches, empty, "search", "saved_searches", 35)


def _own_searches(user: User) -> list[my_loket.Item]:
    rows = SavedSearch.objects.visible_to(user).select_related("query").order_by("-created_at", "-pk")[:SHOWN]
    return [my_loket.Item(row.name, row.get_absolute_url(), _mail(row).capitalize()) for row in rows]


def _mail(row) -> str:
    return {"meteen": "meteen mail", "wekelijks": "elke week mail"}.get(row.rhythm, "geen mail")


def _export(user: User) -> list[dict]:
    rows = Follow.objects.visible_to(user).select_related("entry", "organisation")
    return [{"soort": row.kind, "wat": row.title, "mailen": row.rhythm, "sinds": row.since.isoformat()} for row in rows]


def _erase(user: User, *, at: datetime) -> None:
    """What happened stays, without the name of who did it."""
    user.notices.all().delete()
    user.follows.all().delete()
    Happening.objects.filter(by=user).update(by=None)


def _export_searches(user: User) -> list[dict]:
    rows = SavedSearch.objects.filter(user=user).select_related("query")
    return [
        {
            "naam": row.name,
            "zoekvraag": row.query.params,
            "mailen": row.rhythm,
            "bewaard": row.created_at.isoformat(),
            "weggehaald": row.removed_at and row.removed_at.isoformat(),
        }
        for row in rows
    ]


def _erase_searches(user: User, *, at: datetime) -> None:
    saved_searches.forget_person(user)
