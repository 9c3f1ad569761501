"""Demo content: invented colleagues in every GGD region who tell about eighty entries and register what they use.

Everything goes through the functions that people use, at moments in the past that are passed along.
"""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model

from loket.accounts import organisations
from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.catalogue.enums import Kind
from loket.catalogue.experiences import demo_texts, questions, using, workflow
from loket.catalogue.experiences.enums import USED_KINDS, Again
from loket.catalogue.experiences.models import Experience
from loket.catalogue.models import Entry
from loket.core import retention
from loket.core.models import OutgoingMail
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind

ENTRIES = 80
# Every so many-th entry has more than one experience.
_MORE = {0: 3, 3: 2}
_AGAIN = (Again.SURELY, Again.ADAPTED, Again.SURELY, Again.UNSURE, Again.SURELY, Again.ADAPTED, Again.NO)
_USED_ENTRIES = 36
_REACH = (40, 120, None, 65, 300, 18, 1500, None, 220, 90)
_SECTORS = ("welzijn", "sport", "thuiszorg")
_NAMES = {"welzijn": "Welzijn", "sport": "Sportservice", "thuiszorg": "Thuiszorg"}


def load(*, at: datetime, say) -> None:
    """Fill an empty portal; does nothing when there are experiences already."""
    if Experience.objects.exists():
        return
    people, editor = _people(), get_user_model().objects.get(email=address(Role.REDACTIE))
    entries = _entries()
    told = [_tell(entry, people, number, editor, at=at) for number, entry in enumerate(entries)]
    _find_useful(people, at=at)
    _play_states(entries, people, editor, at=at)
    used = sum(_use(entry, people, number, at=at) for number, entry in enumerate(entries[:_USED_ENTRIES]))
    OutgoingMail.objects.filter(created_at__lt=at - retention.MAIL_KEPT).delete()
    say(f"{sum(told)} ervaringen met {len(entries)} ingangen, {used} aanmeldingen van gebruik.")


def _entries() -> list[Entry]:
    """Interventions first: those are what people compare."""
    kinds = sorted(USED_KINDS, key=lambda kind: (kind != Kind.INTERVENTION, kind != Kind.PRACTICE, kind))
    found = Entry.objects.published().filter(kind__in=kinds).order_by("external_id")
    return sorted(found, key=lambda entry: kinds.index(entry.kind))[:ENTRIES]


def _people() -> list:
    """Two to five invented colleagues in every GGD region, each with an invented organisation."""
    made = []
    for number, (code, label, _, _) in enumerate(lookup.tile_map()):
        name = label.removeprefix("GGD ").removeprefix("regio ")
        made.append(_person(f"Demo Collega {name}", f"{label} (voorbeeld)", "ggd", code))
        towns = [
            area for area, _ in lookup.area_choices(AreaKind.MUNICIPALITY) if code in lookup.area_with_ancestors(area)
        ]
        for turn in range(1 + (number * 7) % 4):
            town, sector = towns[(number + 3 * turn) % len(towns)], _SECTORS[(number + turn) % len(_SECTORS)]
            place = lookup.area_label(town)
            made.append(_person(f"Demo Collega {place}", f"{_NAMES[sector]} {place} (voorbeeld)", sector, town))
    return list(dict.fromkeys(made))


def _person(name: str, organisation: str, sector: str, area: str):
    found = organisations.find(organisation) or organisations.create(organisation, sector=sector, area=area)
    email = f"{area}@voorbeeld.nl"
    existing = get_user_model().objects.filter(email=email).first()
    return existing or get_user_model().objects.create_user(
        email, name=name, organisation=found, sector=sector, level="2", areas=[area], roles=[Role.PROFESSIONAL]
    )


def _tell(entry: Entry, people: list, number: int, editor, *, at: datetime) -> int:
    """The published experiences with one entry; returns how many."""
    count = _MORE.get(number % 6, 1)
    for turn in range(count):
        person = people[(number * 7 + turn * 19) % len(people)]
        then = at - timedelta(days=110 + (number * 13 + turn * 41) % 500, hours=number % 8)
        experience = _draft(entry, person, number + 3 * turn, at=then)
        workflow.submit(experience, by=person, at=then)
        workflow.publish(experience, by=editor, at=then + timedelta(days=3))
    return count


def _draft(entry: Entry, person, seed: int, *, at: datetime) -> Experience:
    texts = _family(entry)
    place = lookup.area_label(person.areas[0]).replace("GGD regio", "de regio").replace("GGD", "de regio")
    place = place.replace("Landelijk", "onze gemeente")
    filled = {
        question.key: texts[question.key][(seed * (place_in_form + 1) + place_in_form) % 4].format(
            place=place, count=8 + (seed * 11) % 60
        )
        for place_in_form, question in enumerate(questions.QUESTIONS)
        if question.is_required or (seed + place_in_form) % 5
    }
    filled |= {"again": _AGAIN[seed % len(_AGAIN)], "areas": person.areas, "since": at.year - 1 - seed % 4}
    filled["until"] = at.year if seed % 3 == 0 else None
    experience = workflow.start(entry, by=person, at=at)
    workflow.save(experience, filled, {"is_named": seed % 3 != 1, "takes_contact": seed % 2 == 0}, by=person, at=at)
    return experience


def _family(entry: Entry) -> dict:
    if entry.kind not in (Kind.INTERVENTION, Kind.PRACTICE):
        return demo_texts.INSTRUMENT
    codes = [*(code for code in entry.content["target_groups"] if code == "ouderen"), *entry.content["settings"]]
    return next((demo_texts.FAMILIES[code] for code in codes if code in demo_texts.FAMILIES), demo_texts.NEIGHBOURHOOD)


def _find_useful(people: list, *, at: datetime) -> None:
    """Some experiences are found useful, one of them by many."""
    for number, experience in enumerate(Experience.objects.public().select_related("author").order_by("pk")[:40]):
        for turn in range(7 if number == 0 else (number * 3) % 5):
            voter = people[(number * 5 + turn * 3 + 1) % len(people)]
            if voter != experience.author:
                workflow.vote(experience, by=voter, at=at - timedelta(days=60 - number))


def _play_states(entries: list[Entry], people: list, editor, *, at: datetime) -> None:
    """One in every state that is not public, so that each page has something to show."""
    professional = get_user_model().objects.get(email=address(Role.PROFESSIONAL))
    _draft(entries[5], professional, 2, at=at - timedelta(days=2))
    changed = _draft(entries[8], professional, 4, at=at - timedelta(days=95))
    workflow.submit(changed, by=professional, at=at - timedelta(days=95))
    workflow.publish(changed, by=editor, at=at - timedelta(days=93))
    workflow.revise(changed, by=professional, at=at - timedelta(days=4))
    later = changed.answers["worked"] + " Een jaar later loopt het nog steeds."
    workflow.save(changed, {"worked": later}, {}, by=professional, at=at - timedelta(days=4))
    workflow.submit(changed, by=professional, at=at - timedelta(days=4))
    for number in range(30, 50, 4):
        then = at - timedelta(days=100 + 9 * number)
        shared = _draft(entries[number], professional, number, at=then)
        workflow.submit(shared, by=professional, at=then)
        workflow.publish(shared, by=editor, at=then + timedelta(days=2))
    for number, days in ((10, 18), (14, 6), (21, 1)):
        waiting = _draft(entries[number], people[number], number, at=at - timedelta(days=days))
        workflow.submit(waiting, by=people[number], at=at - timedelta(days=days))
    asked = _draft(entries[17], professional, 6, at=at - timedelta(days=12))
    workflow.submit(asked, by=professional, at=at - timedelta(days=12))
    note = "Er staat een naam van een deelnemer in. Haalt u die weg?"
    workflow.ask_changes(asked, by=editor, at=at - timedelta(days=9), note=note)
    refused = _draft(entries[25], people[3], 9, at=at - timedelta(days=30))
    workflow.submit(refused, by=people[3], at=at - timedelta(days=30))
    note = "Dit gaat over een andere cursus. Wilt u het bij die cursus plaatsen?"
    workflow.refuse(refused, by=editor, at=at - timedelta(days=27), note=note)


def _use(entry: Entry, people: list, number: int, *, at: datetime) -> int:
    """Registrations of use of one entry: many for the first ones, fewer further on; returns how many."""
    count = max(1, 24 - number) if number % 3 == 0 else 1 + (number * 5) % 9
    # Some regions take part in much, some in nothing: a map has white spots too.
    active = [person for place, person in enumerate(people) if place % 9 not in (2, 3)]
    chosen = dict.fromkeys(active[(number * 11 + turn * 3) % len(active)] for turn in range(count))
    for turn, person in enumerate(chosen):
        then = at - timedelta(days=30 + (number * 29 + turn * 17) % 320)
        told = {
            "area": person.areas[0],
            "since": then.year - (number + turn) % 6,
            "until": None,
            "reach": _REACH[(number + turn) % len(_REACH)],
            "target_groups": entry.content["target_groups"][:2],
            "is_named": turn % 4 != 3,
            "takes_contact": turn % 3 == 0,
        }
        using.register(entry, told, by=person, at=then)
    if number == 1:
        _ask_the_professional(entry, at=at)
    return len(chosen)


def _ask_the_professional(entry: Entry, *, at: datetime) -> None:
    """The demo account has a registration of more than a year old: *gebruikt u dit nog?*"""
    professional, then = get_user_model().objects.get(email=address(Role.PROFESSIONAL)), at - timedelta(days=380)
    told = {"area": "nl", "since": then.year, "until": None, "reach": 2400, "target_groups": []}
    using.register(entry, told | {"is_named": True, "takes_contact": False}, by=professional, at=then)
