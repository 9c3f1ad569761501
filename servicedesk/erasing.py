"""Taking somebody out of questions on their request: own questions become anonymous, names in other texts are shown.

What was found in a text is only taken out after a person looked at it (domain.md §5, AVG article 17): a first name can
be somebody else's, or the name of a street.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from loket.accounts.models import User
from loket.post.models import Message as PostMessage
from loket.post.models import RawMessage
from servicedesk import forgetting, permissions, words
from servicedesk.enums import Forgot
from servicedesk.models import Forgetting, Message, Question
from servicedesk.models.question import GUIDE

IN_PLACE = "[gewist]"
MOST_QUESTIONS = 200
AROUND = 60
_FIELDS = ("subject", "asked", "found", *(name for name, _ in GUIDE))
_SHORTEST = 3
_SMALL = frozenset({"van", "den", "der", "het", "ten", "ter"})


@dataclass(frozen=True)
class Place:
    """Words of somebody in one text. ``key`` says where; ``before`` and ``after`` are what stands around the first."""

    key: str
    question: Question
    where: str
    words: str
    before: str
    after: str
    is_sure: bool


def own_questions(name: str, email: str) -> list[Question]:
    """What the person asked, by account or address; by the exact name only when there is no address."""
    person = User.objects.filter(email__iexact=email).first() if email else None
    rows = Question.objects.filter(anonymous_at=None).order_by("asked_at")
    rows = rows.from_person(person, email) if email else rows.filter(asker_name__iexact=name)
    return list(rows.select_related("queue")[:MOST_QUESTIONS])


def places(name: str, email: str) -> list[Place]:
    """Where somebody is named in questions of others, the surest first: the whole name and the address, then parts."""
    own = {row.pk for row in own_questions(name, email)}
    found = [place for row in _candidates(name, email) if row.pk not in own for place in _in(row, name, email)]
    return sorted(found, key=lambda place: not place.is_sure)


def _candidates(name: str, email: str) -> list[Question]:
    """By the words by which the desk finds questions: the surname is enough."""
    last = name.split()[-1:] or [""]
    found: dict[int, Question] = {}
    for text in filter(None, (last[0], email)):
        groups = words.asked(text)
        if groups:
            rows = Question.objects.filter(anonymous_at=None).with_words(groups).order_by("-asked_at")
            found |= {row.pk: row for row in rows[:MOST_QUESTIONS]}
    return list(found.values())


def _wanted(name: str, email: str) -> dict[str, bool]:
    """What is looked for, and whether it can hardly be anybody else."""
    parts = [part for part in name.split() if len(part) >= _SHORTEST and part.lower() not in _SMALL]
    return {each: True for each in (" ".join(name.split()), email) if each} | dict.fromkeys(
        (part for part in parts if part != name), False
    )


def _in(question: Question, name: str, email: str) -> Iterator[Place]:
    texts = [(f"question:{question.pk}:{field}", _label(field), getattr(question, field)) for field in _FIELDS]
    messages = Message.objects.filter(question=question).select_related("post").order_by("pk")
    texts += [(f"message:{row.pk}:text", row.get_kind_display(), row.text) for row in messages]
    for key, where, text in texts:
        rest = text
        for wanted, is_sure in _wanted(name, email).items():
            match = _pattern(wanted).search(rest)
            if match:
                before, after = rest[max(0, match.start() - AROUND) : match.start()], rest[match.end() :][:AROUND]
                yield Place(f"{key}:{match[0]}", question, where, match[0], before, after, is_sure)
                rest = _pattern(wanted).sub(IN_PLACE, rest)


def _label(field: str) -> str:
    return str(Question._meta.get_field(field).verbose_name).capitalize()


def _pattern(text: str) -> re.Pattern:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)


def erase(name: str, email: str, chosen: set[str], *, by, at: datetime) -> Forgetting:
    """Make the own questions anonymous, and take out what was chosen (``Place.key``). Keeps numbers, never the name."""
    if not permissions.can_erase(by):
        raise PermissionDenied("Alleen de servicedesk en de coördinator wissen gegevens.")
    with transaction.atomic():
        taken_out = [place for place in places(name, email) if place.key in chosen]
        for place in taken_out:
            _take_out(place)
        for question in {place.question for place in taken_out}:
            _renew(question)
        own = own_questions(name, email)
        for question in own:
            forgetting.forget(question, at=at)
        told = {"questions": len(own), "texts": len(taken_out)}
        return Forgetting.objects.create(kind=Forgot.REQUEST, at=at, by=by, **told)


def _take_out(place: Place) -> None:
    kind, key, field = place.key.split(":")[:3]
    model = Question if kind == "question" else Message
    row = model.objects.select_for_update().get(pk=key)
    model.objects.filter(pk=key).update(**{field: _pattern(place.words).sub(IN_PLACE, getattr(row, field))})
    if kind == "message" and row.post_id:
        _take_out_of_mail(row.post_id, place.words)


def _take_out_of_mail(post_id: int, found: str) -> None:
    """The text that is shown; the other form and the raw bytes cannot be trusted to be without it, so they go."""
    post = PostMessage.objects.select_for_update().get(pk=post_id)
    PostMessage.objects.filter(pk=post_id).update(text=_pattern(found).sub(IN_PLACE, post.text), html="")
    RawMessage.objects.filter(pk=post.raw_id).update(content=None)


def _renew(question: Question) -> None:
    question.refresh_from_db()
    gist = words.gist(question.subject, question.asked, question.found)
    Question.objects.filter(pk=question.pk).update(gist=gist)
    words.renew(question)
