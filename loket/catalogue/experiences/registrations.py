"""What experiences and use add to other areas: panels, comparison, tasks, menus, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import compared_fields, merging, panels
from loket.catalogue.compared_fields import Extra, Said
from loket.catalogue.experiences import contacting, experience_pages, reports, use_pages
from loket.catalogue.experiences.enums import USED_KINDS, ExperienceState
from loket.catalogue.experiences.models import Experience, Use, UsefulVote
from loket.catalogue.experiences.permissions import is_editor
from loket.core import menus, retention
from loket.core.working_days import local_date

SHOWN = 3
MOST_TASKS = 20


def register() -> None:
    panels.register(_EXPERIENCES)
    panels.register(_USE)
    compared_fields.register(Extra("ervaringen", "Ervaringen", _compared_experiences))
    compared_fields.register(Extra("gebruik", "Gebruik", _compared_use))
    menus.register(menus.Page(menus.EDITORS, "Ervaringen beoordelen", "experience_queue", "message-square", 20))
    menus.register(menus.Page(menus.CATALOGUE, "Wat wordt waar gebruikt?", "use_overview", "map", 40))
    my_loket.register_tasks(tasks)
    my_loket.register_tasks(uses_to_confirm)
    my_loket.register_panel(_own_panel())
    my_loket.register_panel(_use_of_mine())
    merging.register_rows("ervaringen", Experience, once_per=("author",))
    merging.register_rows("wij gebruiken dit", Use, once_per=("organisation", "area"))
    privacy.register_export("ervaringen", _export)
    privacy.register_erasure("ervaringen", _erase)
    retention.register("verstuurde berichten aan collega's", contacting.forget_old)


def _use_panel(entry, user) -> dict | None:
    return use_pages.panel(entry, user, local_date(timezone.now()))


_EXPERIENCES = panels.Panel(panels.Place.MAIN, 30, "catalogue/experiences/_experiences.html", experience_pages.panel)
_USE = panels.Panel(panels.Place.MAIN, 40, "catalogue/experiences/_use.html", _use_panel)


def _compared_experiences(entries: list) -> dict[int, Said]:
    found = reports.verdicts([entry.pk for entry in entries])
    return {entry.pk: Said(_experiences_in_words(found.get(entry.pk))) for entry in entries if _is_used(entry)}


def _experiences_in_words(found: reports.Verdicts | None) -> str:
    if found is None:
        return "Nog geen ervaringen"
    number = "1 ervaring" if found.count == 1 else f"{found.count} ervaringen"
    return f"{number}: {found.positive} van {found.count} zou het weer gebruiken"


def _compared_use(entries: list) -> dict[int, Said]:
    today = local_date(timezone.now())
    rows = reports.current_rows(Use.objects.filter(entry__in=[entry.pk for entry in entries]), today)
    found = reports.per_entry(rows)
    return {entry.pk: Said(_use_in_words(found.get(entry.pk))) for entry in entries if _is_used(entry)}


def _use_in_words(found: reports.Figures | None) -> str:
    if found is None:
        return "Nog geen gebruik aangemeld"
    organisations = "1 organisatie" if found.organisations == 1 else f"{found.organisations} organisaties"
    where = "1 GGD-regio" if found.regions == 1 else f"{found.regions} GGD-regio's"
    return f"{organisations} in {where}" + (", ook landelijk" if found.national else "")


def _is_used(entry) -> bool:
    return entry.kind in USED_KINDS


def tasks(user: User) -> Iterator[my_loket.Task]:
    """Own experiences that an editor sent back, and for editors what waits for judgement."""
    asked = Experience.objects.filter(author=user, state=ExperienceState.CHANGES_ASKED).select_related("entry")
    for row in asked[:MOST_TASKS]:
        url = reverse("experience_write", args=[row.pk])
        yield my_loket.Task(row.entry.title, url, "Ervaring", "De redactie vraagt een aanpassing")
    if not is_editor(user):
        return
    today = local_date(timezone.now())
    waiting = Experience.objects.filter(state=ExperienceState.SUBMITTED).exclude(author=user)
    for row in waiting.select_related("entry").order_by("due_on", "pk")[:MOST_TASKS]:
        url, late = row.get_absolute_url(), row.is_late(today)
        yield my_loket.Task(row.entry.title, url, "Redactie", "Een ervaring om te beoordelen", row.due_on, late)


def uses_to_confirm(user: User) -> Iterator[my_loket.Task]:
    today = local_date(timezone.now())
    mine = Use.objects.filter(registered_by=user, until__isnull=True).select_related("entry").order_by("confirmed_on")
    for use in mine[:MOST_TASKS]:
        if use.is_to_confirm(today):
            detail = f"Gebruikt u dit nog? ({use.area_label})"
            yield my_loket.Task(use.entry.title, use.get_absolute_url(), "Gebruik", detail)


def _own_panel() -> my_loket.Panel:
    empty = my_loket.NextStep(
        "U hebt nog geen ervaring gedeeld. Dat kan bij elke interventie.", "Zoek wat u gebruikt", "search"
    )
    return my_loket.Panel("experiences", "Mijn ervaringen", _own, empty, "message-square", "own_experiences", 30)


def _own(user: User) -> list[my_loket.Item]:
    rows = Experience.objects.filter(author=user).select_related("entry").order_by("-saved_at", "-pk")[:SHOWN]
    return [
        my_loket.Item(row.entry.title, row.get_absolute_url(), row.entry.get_kind_display(), row.get_state_display())
        for row in rows
    ]


def _use_of_mine() -> my_loket.Panel:
    empty = my_loket.NextStep(
        "U hebt nog niet aangemeld wat uw organisatie gebruikt.", "Wat wordt waar gebruikt?", "use_overview"
    )
    return my_loket.Panel("uses", "Wat wij gebruiken", _own_uses, empty, "map-pin", "own_uses", 31)


def _own_uses(user: User) -> list[my_loket.Item]:
    rows = use_pages.of(user).select_related("entry").order_by("-changed_at", "-pk")[:SHOWN]
    return [my_loket.Item(row.entry.title, row.get_absolute_url(), row.area_label) for row in rows]


def _export(user: User) -> dict:
    experiences = Experience.objects.filter(author=user).select_related("entry").order_by("pk")
    uses = Use.objects.filter(registered_by=user).select_related("entry", "organisation").order_by("pk")
    votes = UsefulVote.objects.filter(voter=user).select_related("experience__entry").order_by("pk")
    return {
        "ervaringen": [
            {
                "ingang": row.entry.title,
                "stand": row.state,
                "bewaard": row.saved_at.isoformat(),
                "antwoorden": row.answers,
                "gepubliceerd": row.shown,
                "naam_erbij": row.is_named,
                "berichten": row.takes_contact,
            }
            for row in experiences
        ],
        "gebruik": [
            {
                "ingang": row.entry.title,
                "organisatie": row.organisation.name,
                "gebied": row.area_label,
                "sinds": row.since,
                "tot_en_met": row.until,
                "bereik": row.reach,
                "aangemeld": row.registered_at.isoformat(),
            }
            for row in uses
        ],
        "nuttig_gevonden": [{"ingang": row.experience.entry.title, "op": row.at.isoformat()} for row in votes],
        "berichten": [row.at.isoformat() for row in contacting.sent_by(user)],
    }


def _erase(user: User, *, at: datetime) -> None:
    """What is public stays, without the name; every other text goes, also a change that waits."""
    own = Experience.objects.filter(author=user)
    own.filter(shown_at__isnull=True).delete()
    own.update(state=ExperienceState.PUBLISHED, answers=F("shown"), is_named=False, takes_contact=False)
    Use.objects.filter(registered_by=user).update(takes_contact=False)
