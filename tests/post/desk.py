"""A small stand-in for an area that takes mail: it numbers questions and knows who takes part."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from loket.core import outbox
from loket.post.enums import Kind, Outcome, Standing
from loket.post.reading.bounces import Bounce
from loket.post.routing import Arrival, Delivery, Route

REOPENED_WITHIN = timedelta(days=14)
ADDRESSES = {"loket@example.org", "school@example.org"}


@dataclass
class Question:
    number: int
    participants: set[str]
    state: str = "open"
    closed_at: datetime | None = None
    messages: list[int] = field(default_factory=list)
    internal: list[int] = field(default_factory=list)
    filed: list[int] = field(default_factory=list)
    linked: str = ""


class Desk:
    """``route()`` is what an area would register; ``questions`` are by the key of their thread."""

    has_spam = True

    def __init__(self, name: str = "desk", addresses: set[str] = ADDRESSES, queues: set[str] | None = None) -> None:
        self.name = name
        self.addresses = addresses
        self.queues = queues or set()
        self.questions: dict[str, Question] = {}
        self.bounces: list[tuple[str, Bounce]] = []

    def route(self) -> Route:
        return Route(
            name=self.name,
            matches=self.addresses.__contains__,
            deliver=self.deliver,
            has_queue=self.queues.__contains__,
            subject_token=re.compile(r"\[Vraag (\d+)\]"),
            find_thread=lambda reference: reference if reference in self.questions else None,
            participants=lambda key: self.questions[key].participants if key in self.questions else set(),
            bounced=lambda sent, bounce, at: self.bounces.append((sent.thread.key, bounce)),
        )

    def ask(self, number: int, *participants: str, **changes) -> Question:
        question = Question(number, set(participants), **changes)
        self.questions[str(number)] = question
        return question

    def deliver(self, arrival: Arrival, at: datetime) -> Delivery:
        match = arrival.match
        if match is None:
            return self._new(arrival, arrival.related or (arrival.copy_of.key if arrival.copy_of else ""), at)
        question = self.questions[match.key]
        message = arrival.message
        if message.kind == Kind.AUTO_REPLY or message.seems_automatic:
            question.filed.append(message.pk)
        elif match.is_internal:
            question.internal.append(message.pk)
        elif question.closed_at and at - question.closed_at > REOPENED_WITHIN:
            return self._new(arrival, match.key, at)
        else:
            question.messages.append(message.pk)
            if question.state == "closed" and match.standing == Standing.PARTICIPANT:
                question.state = "open"
        return Delivery(Outcome.REPLY, match.key, question.number)

    def _new(self, arrival: Arrival, linked: str, at: datetime) -> Delivery:
        message = arrival.message
        number = max((each.number for each in self.questions.values()), default=0) + 1
        question = self.ask(number, message.author_address, linked=linked)
        question.messages.append(message.pk)
        if arrival.may_acknowledge and not arrival.copy_of:
            outbox.queue_rendered(to=message.answer_to, subject="Ontvangen", text="Dank u wel.", at=at)
        outcome = Outcome.HELD if arrival.must_be_held else Outcome.NEW
        return Delivery(outcome, str(number), number)
