"""White spots for the demo: searches over months, three wanted entries, and choices of editors beside entries.

The questions are invented, and so is the entry that fills one of them.
"""

from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue import pinning, workflow
from loket.catalogue.gaps import claiming
from loket.catalogue.gaps import workflow as settling
from loket.catalogue.gaps.models import Gap, Wanted
from loket.catalogue.models import Entry
from loket.core.working_days import local_date
from loket.search import keeping

# In which words something was asked, and how often in each month: the last one is this month.
QUESTIONS = (
    (("snus", "aanpak snus", "snus?"), (1, 2, 2, 5, 4, 7, 9, 6)),
    (("lachgas", "aanpak lachgas"), (6, 5, 7, 4, 6, 3, 5, 4)),
    (("schermtijd", "aanpak schermtijd"), (0, 2, 3, 3, 6, 8, 5, 7)),
    (("gokken", "aanpak gokken"), (0, 0, 1, 2, 2, 4, 3, 5)),
    (("eetbuien", "eetbui"), (2, 1, 0, 3, 2, 1, 2, 2)),
    (("zelfbeschadiging",), (1, 1, 2, 1, 3, 2, 2, 1)),
    (("menstruatiearmoede",), (0, 0, 0, 1, 2, 2, 3, 2)),
    (("overgang", "de overgang"), (2, 3, 2, 4, 3, 1, 0, 0)),
    (("prediabetes",), (1, 1, 2, 1, 0, 0, 0, 0)),
    (("ketamine",), (0, 1, 0, 1, 1, 2, 1, 1)),
    (("rouw", "rouwverwerking"), (1, 0, 2, 1, 1, 1, 2, 0)),
    (("stoelyoga",), (0, 0, 1, 0, 1, 1, 0, 1)),
    (("hikikomori",), (0, 0, 1, 0, 0, 0, 0, 0)),
)
MONTH = timedelta(days=30)
WANTED = {
    "lachgas": (
        "Lachgas bespreken met jongeren",
        "Collega's vragen naar een aanpak voor school en uitgaan: wat zeg je wel en niet, en wie betrek je?",
        "praktijkvoorbeeld",
        {"themes": ["drugs"], "target_groups": ["jongeren"]},
    ),
    "schermtijd": (
        "Schermtijd: een gesprek met ouders",
        "Ouders vragen wat gezond is. Wij zoeken materiaal waarmee een professional dat gesprek kan voeren.",
        "materiaal",
        {"themes": ["gezond-opgroeien"], "target_groups": ["ouders"]},
    ),
    "overgang": (
        "De overgang op het werk bespreken (voorbeeld)",
        "Leidinggevenden en bedrijfsartsen zoeken iets kleins om over de overgang te praten.",
        "materiaal",
        {"themes": ["leefstijl"], "settings": ["werk"]},
    ),
}
PINS = 6


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Once: does nothing when there are white spots already."""
    if Gap.objects.exists():
        return
    people = {role: User.objects.get(email=address(role)) for role in (Role.REDACTIE, Role.PROFESSIONAL, Role.PARTNER)}
    for wordings, months in QUESTIONS:
        _ask(wordings, months, at=at)
    _settle(people, at=at)
    say(f"{Gap.objects.count()} witte vlekken, {Wanted.objects.count()} gezochte bijdragen.")
    say(f"{_pin(people[Role.REDACTIE], at=at)} keuzes bij “Lijkt hierop”.")


def _ask(wordings: tuple[str, ...], months: tuple[int, ...], *, at: datetime) -> None:
    for ago, times in zip(range(len(months) - 1, -1, -1), months, strict=True):
        for number in range(times):
            # Spread over the month; the first wording is the usual one.
            moment = at - MONTH * ago - timedelta(days=3 * number, hours=1)
            keeping.count_empty(wordings[number % len(wordings) if number % 3 else 0], moment)


def _gap(text: str) -> Gap:
    return Gap.objects.get(wordings__search__text=text)


def _settle(people: dict[str, User], *, at: datetime) -> None:
    editor, maker, partner = people[Role.REDACTIE], people[Role.PROFESSIONAL], people[Role.PARTNER]
    made = {text: _want(text, by=editor, at=at - timedelta(days=75)) for text in WANTED}
    for text in ("lachgas", "schermtijd"):
        claiming.follow(made[text], by=partner, at=at - timedelta(days=40))
    claiming.claim(made["schermtijd"], by=maker, at=at - timedelta(days=37))
    _make(made["overgang"], partner, editor, at=at - timedelta(days=60))
    terms, early = ["prediabetes", "diabetes"], at - timedelta(days=100)
    settling.make_synonym(_gap("prediabetes"), terms, "forward", by=editor, at=early, today=local_date(early))
    reason = "Eén keer gezocht, en geen onderwerp voor gezondheidsbevordering."
    settling.dismiss(_gap("hikikomori"), reason=reason, by=editor, at=at - timedelta(days=50))


def _want(text: str, *, by: User, at: datetime) -> Wanted:
    title, why, kind, lists = WANTED[text]
    return settling.want(_gap(text), title=title, why=why, kind=kind, lists=lists, by=by, at=at)


def _make(wanted: Wanted, maker: User, editor: User, *, at: datetime) -> None:
    """Promised, made, handed in and published."""
    revision = claiming.claim(wanted, by=maker, at=at)
    told = {
        "summary": "Een kaart met vijf vragen om op het werk over de overgang te praten. Verzonnen voor de demo.",
        "body": "Leg de kaart op tafel en kies samen één vraag. Er is geen goed antwoord.",
        "source": "Verzonnen voor de demo",
    }
    workflow.save(revision, told, by=maker, at=at)
    workflow.submit(revision, by=maker, at=at + timedelta(days=10))
    workflow.accept(revision, by=editor, at=at + timedelta(days=14))


def _pin(editor: User, *, at: datetime) -> int:
    """Beside some interventions the practice example about the same theme that is the oldest, and one barred."""
    entries = Entry.objects.published().order_by("external_id")
    done = 0
    for entry in entries.filter(kind="interventie").exclude(content__themes=[])[:PINS]:
        theme = entry.content["themes"][0]
        other = entries.filter(kind="praktijkvoorbeeld", content__themes__contains=[theme]).first()
        if other is not None:
            kind, reason = ("pinned", "zo ging het in de praktijk") if done else ("barred", "")
            pinning.choose(entry, other, kind=kind, reason=reason, by=editor, at=at - timedelta(days=20))
            done += 1
    return done
