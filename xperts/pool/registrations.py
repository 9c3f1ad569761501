"""What the pool adds to other areas: its pages, my tasks, a kind in the facets, and what is kept of a person."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus
from loket.core.working_days import local_date
from loket.search import facets, index
from xperts.cases import preferring, signals, workflow
from xperts.pool import asking, findable, pages, permissions
from xperts.pool.enums import AskState, XpertState
from xperts.pool.models import Ask, AskHistory, Assessment, Rules, Standing, Training, Xpert

SHOWN = 5
_AREA = "Xperts"


def register() -> None:
    workflow.CASES.transitions.setdefault(asking.TAKE_BACK.name, asking.TAKE_BACK)
    signals.case_stepped.connect(_case_stepped, dispatch_uid="xperts.pool")
    preferring.register(_seen_by_everybody)
    facets.name_code("kind", findable.KIND, "Xperts")
    menus.register(menus.Page(menus.CATALOGUE, "Onze Xperts", "xperts", "user-star", 65))
    menus.register(menus.Page(menus.WORK, "Xperts", "xpert_register", "user-star", 57, permissions.sees_register))
    menus.register(menus.Page(menus.WORK, "Ik als Xpert", "own_xpert", "user-star", 57, permissions.is_xpert))
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep(
        "U bent geen Xpert. Kent u iemand die dat zou moeten zijn?", "Voordragen", "xpert_nominate"
    )
    my_loket.register_panel(my_loket.Panel("xperts", "Ik als Xpert", _own, empty, "user-star", "own_xpert", 60))
    privacy.register_export("xpert", _export)
    privacy.register_erasure("xpert", _erase)


def _case_stepped(sender, *, case, name: str, by, at: datetime, **_ignored) -> None:
    """Whoever was asked for a case that ends hears so at once."""
    if name == "withdraw":
        asking.cancel_of(case, at=at)


def _seen_by_everybody() -> QuerySet[User]:
    """Who stands on *Onze Xperts*."""
    return User.objects.filter(pk__in=Xpert.objects.public().values("person"))


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For the Xpert asks and training that lapses; for desk and coordinator what the pool waits for."""
    at = timezone.now()
    today = local_date(at)
    for row in Ask.objects.waiting().filter(xpert__person=user).select_related("case").order_by("due_at")[:20]:
        due = local_date(row.due_at)
        yield my_loket.Task(row.case.title, row.get_absolute_url(), _AREA, "Wilt u dit advies geven?", due, due < today)
    yield from _training_task(user, today)
    if permissions.keeps_pool(user):
        yield from _desk_tasks(user, at)
    elif permissions.sees_register(user):
        yield from _to_assess(user)


def _training_task(user: User, today: date) -> Iterator[my_loket.Task]:
    soon = date.fromordinal(today.toordinal() + Rules.objects.current().announce_days)
    row = Standing.objects.filter(person=user, until__lte=soon).first()
    if row:
        detail = "Uw scholing of intervisie loopt af"
        yield my_loket.Task(detail, reverse("own_training"), _AREA, "", row.until, row.until < today)


def _desk_tasks(user: User, at: datetime) -> Iterator[my_loket.Task]:
    late = Ask.objects.past_their_term(at).select_related("case", "xpert__person").order_by("due_at")[:10]
    for row in late:
        url = reverse("xpert_propose", args=[row.case.number])
        yield my_loket.Task(row.case.title, url, _AREA, f"Geen antwoord van {row.xpert}", local_date(row.due_at), True)
    for case in pages.looking()[:10]:
        yield my_loket.Task(case.title, reverse("xpert_propose", args=[case.number]), _AREA, "Kies een Xpert")
    yield from _to_assess(user)
    for row in Xpert.objects.in_pool().filter(leave_asked_at__isnull=False).select_related("person")[:10]:
        yield my_loket.Task(str(row), row.get_register_url(), _AREA, "Wil stoppen als Xpert")


def _to_assess(user: User) -> Iterator[my_loket.Task]:
    for row in pages.nominees(user).order_by("nominated_at")[:10]:
        yield my_loket.Task(str(row), row.get_register_url(), _AREA, "Voordracht om te beoordelen")


def _own(user: User) -> list[my_loket.Item]:
    xpert = Xpert.objects.filter(person=user).first()
    if xpert is None:
        return []
    items = [my_loket.Item("Mijn plaats in de pool", reverse("own_xpert"), "", xpert.get_state_display())]
    asks = xpert.asks.select_related("case").order_by("-asked_at")[: SHOWN - 1]
    rows = [my_loket.Item(row.case.title, row.get_absolute_url(), "", row.get_state_display()) for row in asks]
    return items + rows


def _export(user: User) -> dict:
    xpert = Xpert.objects.filter(person=user).first()
    return {
        "profiel": _profile(xpert) if xpert else None,
        "scholing": [
            {"soort": row.get_kind_display(), "dag": row.on.isoformat(), "minuten": row.minutes, "wat": row.title}
            for row in Training.objects.filter(person=user)
        ],
        "voorgedragen": [
            {"wie": row.nominee_name, "wanneer": row.nominated_at.isoformat(), "waarom": row.why}
            for row in Xpert.objects.filter(nominated_by=user)
        ],
        "beoordelingen": [
            {"wanneer": row.at.isoformat(), "past": row.is_positive, "punten": row.answers, "motivering": row.note}
            for row in Assessment.objects.filter(assessor=user)
        ],
    }


def _profile(xpert: Xpert) -> dict:
    plain = ("headline", "about", "themes", "process_themes", "forms", "methods", "competences", "sectors", "levels")
    more = ("areas", "languages", "rate_cents", "minutes_a_month", "is_public", "shown", "trial_note", "why")
    return {name: getattr(xpert, name) for name in plain + more} | {
        "stand": xpert.get_state_display(),
        "belangen": [f"{row} ({row.from_year}–{row.until_year or ''})" for row in xpert.interests.all()],
        "beschikbaar": [str(row) for row in xpert.availability.all()],
        "verzoeken": [
            {"aanvraag": row.case.reference, "wanneer": row.asked_at.isoformat(), "stand": row.get_state_display()}
            | {"reden": row.reason}
            for row in xpert.asks.select_related("case")
        ],
    }


def _erase(user: User, *, at: datetime) -> None:
    """That somebody was asked stays, for the figures; who it was and what they wrote goes. Open asks end."""
    for ask in Ask.objects.waiting().filter(xpert__person=user).select_related("case", "xpert__person"):
        asking.forget(ask, at=at)
    for xpert in Xpert.objects.filter(person=user):
        index.remove(findable.SUBJECT_TYPE, xpert.pk)
        xpert.interests.all().delete()
        xpert.availability.all().delete()
        xpert.history.update(note="")
        AskHistory.objects.filter(subject__xpert=xpert).update(note="")
        Ask.objects.filter(xpert=xpert).exclude(state=AskState.DECLINED).update(reason="")
        Ask.objects.filter(xpert=xpert, state=AskState.DECLINED).update(reason="Gewist.")
    state = XpertState.LEFT
    gone = {"nominee_name": "", "nominee_email": "", "headline": "", "about": "", "why": "", "trial_note": ""}
    lists = {"methods": [], "languages": [], "lexemes": {}, "shown": [], "trial_outcome": "", "is_public": False}
    Xpert.objects.filter(person=user).update(person=None, state=state, **gone, **lists)
    waiting = Xpert.objects.filter(person=None, nominee_email__iexact=user.email)
    waiting.update(nominee_name="", nominee_email="", why="", state=XpertState.REFUSED)
