"""Demo content: two rounds that are closed, one that runs, one in preparation, and a focus group.

Everything goes through the functions that people use, at moments in the past. The people who are asked are invented:
their names say so, and nobody can sign in as them. Only the demo accounts get a mail.
"""

import random
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from loket.accounts import demo as accounts
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.working_days import AMSTERDAM, local_date
from loket.monitoring.surveys import answering, focusing, ready, sending, workflow
from loket.monitoring.surveys.demo import texts
from loket.monitoring.surveys.enums import QuestionKind
from loket.monitoring.surveys.models import FocusGroup, Invitation, Participant, Question, Questionnaire, Survey
from loket.monitoring.surveys.models import Version as QuestionnaireVersion

PEOPLE = 330
SEED = 4
_FIRST = ("Anna", "Bram", "Carla", "Daan", "Els", "Farid", "Greet", "Hugo", "Ilse", "Jamal", "Karin", "Lars")
_LAST = ("Voorbeeld", "Proefman", "Testers", "Verzonnen", "Monster", "Schijn", "Denkbeeld")
# How many of each hundred; levels 2 and 3 are whom the programme is for.
_LEVELS = ("1",) * 22 + ("2",) * 46 + ("3",) * 24 + ("4",) * 8
_SECTORS = ("ggd",) * 38 + ("ggz",) * 16 + ("verslavingszorg",) * 8 + ("thuiszorg",) * 18 + ("sport",) * 20
_LEANING = {"1": -0.35, "2": 0.25, "3": 0.1, "4": -0.2}


def load(*, at: datetime, say) -> None:
    """Fill an empty part; does nothing when there is a questionnaire already."""
    if Questionnaire.objects.exists():
        return
    lead, luck = User.objects.get(email=accounts.address(Role.COORDINATOR)), random.Random(SEED)
    with transaction.atomic():
        _people(luck, at=at)
        made = ready.make(by=lead, at=at - timedelta(days=470))
        version = made.versions.get()
        first = _round("Meting vorig jaar", version, lead, days=(440, 410), sample=120, at=at)
        _answer(first, 0.6, -0.3, luck)
        workflow.close(first, by=None, at=at - timedelta(days=409))
        second = _round("Meting van dit jaar", version, lead, days=(82, 52), sample=None, at=at)
        _answer(second, 0.63, 0.0, luck)
        workflow.close(second, by=None, at=at - timedelta(days=51))
        _running(version, lead, luck, at=at)
        _focus_group(second, lead, at=at)
    say("Vier metingen, waarvan twee gesloten, en een focusgroep.")


def _people(luck: random.Random, *, at: datetime) -> None:
    made = [
        User(
            email=f"deelnemer{number}@voorbeeld.nl",
            name=f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]} {number}",
            roles=[Role.PROFESSIONAL],
            level=luck.choice(_LEVELS),
            sector=luck.choice(_SECTORS),
            areas=["nl"],
            password=make_password(None),
            date_joined=at - timedelta(days=500),
        )
        for number in range(1, PEOPLE + 1)
    ]
    User.objects.bulk_create(made)


def _round(
    title: str, version: QuestionnaireVersion, lead: User, *, days: tuple[int, int], sample: int | None, at: datetime
) -> Survey:
    """Sent so many days ago, until so many days ago; without mails, as those would be gone by now."""
    sent, last = (at - timedelta(days=number) for number in days)
    survey = Survey(
        version=version,
        title=title,
        letter=texts.LETTER,
        sample_size=sample,
        seed=SEED,
        closes_on=local_date(last),
        remind_on=local_date(sent + timedelta(days=14)),
    )
    workflow.keep(survey, by=lead, at=sent - timedelta(days=3))
    workflow.send(survey, by=lead, at=sent)
    survey.invitations.update(mailed_at=sent, reminded_at=sent + timedelta(days=14))
    return survey


def _answer(survey: Survey, share: float, change: float, luck: random.Random) -> None:
    """A part of who was asked answers; ``change`` says how much more or less they agree."""
    questions = list(survey.version.questions.all())
    asked = list(survey.invitations.order_by("pk"))
    chosen = luck.sample(asked, round(share * len(asked)))
    leanings = [_LEANING.get(invitation.level, 0.0) + change for invitation in chosen]
    answering.submit_all(
        [(row, _given(questions, leaning, luck)) for row, leaning in zip(chosen, leanings, strict=True)]
    )


def _given(questions: list[Question], leaning: float, luck: random.Random) -> answering.Given:
    given: answering.Given = {}
    for place, question in enumerate(questions):
        if luck.random() < 0.03:
            continue
        value = _value(question, leaning + 0.25 * ((place * 7) % 5 - 2), luck)
        if value:
            given[question.code] = value
    return given


def _value(question: Question, leaning: float, luck: random.Random) -> int | str | list[int]:
    if question.kind == QuestionKind.SCALE:
        return max(1, min(5, round(luck.gauss(3.4 + leaning, 1.0))))
    if question.kind == QuestionKind.CHOICE:
        weights = texts.WEIGHTS[question.measures]
        first = weights[0] * (1 + leaning)
        return luck.choices(range(1, len(weights) + 1), weights=[max(first, 0.02), *weights[1:]])[0]
    if question.kind == QuestionKind.SEVERAL:
        return sorted(luck.sample(range(1, len(question.options) + 1), luck.choice((1, 1, 2))))
    return luck.choice(texts.WISHES) if luck.random() < 0.25 else ""


def _running(version: QuestionnaireVersion, lead: User, luck: random.Random, *, at: datetime) -> None:
    """A short round that began six days ago, with the demo accounts in it; and one that is being prepared."""
    running = Survey(
        version=version,
        title="Tussenmeting bij de GGD'en",
        letter=texts.LETTER,
        levels=["2", "3"],
        sectors=["ggd"],
        seed=SEED,
        closes_on=local_date(at + timedelta(days=15)),
        remind_on=local_date(at + timedelta(days=5)),
    )
    workflow.keep(running, by=lead, at=at - timedelta(days=8))
    workflow.send(running, by=lead, at=at - timedelta(days=6))
    own = [accounts.address(role) for role in (Role.PROFESSIONAL, Role.PARTNER, Role.XPERT)]
    running.invitations.exclude(person__email__in=own).update(mailed_at=at - timedelta(days=6))
    sending.mail(at=at - timedelta(days=6))
    questions = list(version.questions.all())
    asked = list(Invitation.objects.filter(survey=running).exclude(person__email__in=own).order_by("pk"))
    answering.submit_all([(row, _given(questions, 0.1, luck)) for row in luck.sample(asked, len(asked) // 5)])
    draft = Survey(
        version=version,
        title="Najaarsmeting",
        letter=texts.LETTER,
        sample_size=150,
        seed=SEED,
        closes_on=local_date(at + timedelta(days=45)),
    )
    workflow.keep(draft, by=lead, at=at - timedelta(days=1))


def _focus_group(survey: Survey, lead: User, *, at: datetime) -> None:
    day = local_date(at - timedelta(days=25))
    group = FocusGroup(
        survey=survey, leader="Vera Voorbeeld", starts_at=datetime.combine(day, time(13, 30), AMSTERDAM), **texts.GROUP
    )
    focusing.keep(group, by=lead, at=at - timedelta(days=40))
    people = User.objects.filter(email__startswith="deelnemer", level="2").order_by("pk")[:7]
    for number, person in enumerate(people):
        row = Participant(person=person, name=person.name, sector=person.sector, level=person.level)
        focusing.mark(focusing.add(group, row, by=lead), came=number != 3, by=lead)
    focusing.step(group, "hold", by=lead, at=at - timedelta(days=24))
    focusing.step(group, "conclude", by=lead, at=at - timedelta(days=20))
    coming = datetime.combine(local_date(at + timedelta(days=20)), time(10), AMSTERDAM)
    focusing.keep(FocusGroup(starts_at=coming, survey=survey, **texts.COMING), by=lead, at=at - timedelta(days=3))
