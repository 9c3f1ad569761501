"""The servicedesk itself behind the interface of the stand-in, so that each mail case runs against both."""

import dataclasses
import re
from datetime import datetime, timedelta

from django.db import connection

from loket.post.routing import Route
from servicedesk import asking, numbering, receiving
from servicedesk.enums import MessageKind, State
from servicedesk.models import Message, Queue
from servicedesk.models import NumberSeries as Series
from servicedesk.models import Question as Row
from tests.post.desk import ADDRESSES, REOPENED_WITHIN

QUEUES = {"loket@example.org": "servicedesk", "school@example.org": "gezonde-school"}
ASKED_BEFORE = timedelta(days=1)


class Question:
    """A question as the cases look at it, read from the database each time."""

    def __init__(self, key: str) -> None:
        self.key = key

    @property
    def row(self) -> Row:
        return Row.objects.get(pk=self.key)

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def participants(self) -> set[str]:
        return receiving.route().participants(self.key)

    @property
    def linked(self) -> str:
        return str(self.row.linked_to_id or "")

    def _posted(self, **lookup) -> list[int]:
        found = Message.objects.filter(question=self.key, post__isnull=False, **lookup)
        return list(found.order_by("pk").values_list("post", flat=True))

    @property
    def messages(self) -> list[int]:
        return self._posted(is_internal=False, kind__in=(MessageKind.ASKER, MessageKind.THIRD_PARTY))

    @property
    def internal(self) -> list[int]:
        return self._posted(is_internal=True, is_automatic=False)

    @property
    def filed(self) -> list[int]:
        return self._posted(is_automatic=True)

    @property
    def state(self) -> str:
        return "closed" if self.row.state == State.CLOSED else "open"

    @state.setter
    def state(self, state: str) -> None:
        assert state == "closed"
        row = self.row
        told = {"outcome": "answered", "closed_at": row.closed_at or row.asked_at, "next_due_at": None}
        Row.objects.filter(pk=self.key).update(state=State.CLOSED, **told)

    @property
    def closed_at(self) -> datetime | None:
        return self.row.closed_at

    @closed_at.setter
    def closed_at(self, at: datetime) -> None:
        Row.objects.filter(pk=self.key).update(closed_at=at)


class RealDesk:
    """``route()`` is what the servicedesk registers, but for the form of its numbers, which the messages have short."""

    name = "servicedesk"
    has_spam = False

    def __init__(self, monkeypatch, at: datetime) -> None:
        self.at = at - ASKED_BEFORE
        self.bounces: list[tuple[str, object]] = []
        for address in sorted(ADDRESSES):
            slug = QUEUES[address]
            Queue.objects.update_or_create(slug=slug, defaults={"name": slug, "address": address})
        monkeypatch.setattr(receiving, "REOPENS_WITHIN", REOPENED_WITHIN)
        monkeypatch.setattr(numbering, "PER_YEAR", 0)
        self._number_from(0)

    def _number_from(self, last: int) -> None:
        """Keys and numbers go on from here, so that a case can name them."""
        Series.objects.update_or_create(year=self.at.year, defaults={"last": last})
        with connection.cursor() as cursor:
            sequence = "pg_get_serial_sequence('servicedesk_question', 'id')"
            cursor.execute(f"SELECT setval({sequence}, %s, %s)", [max(last, 1), last > 0])

    def route(self) -> Route:
        real = receiving.route()

        def bounced(sent, bounce, at) -> None:
            self.bounces.append((sent.thread.key, bounce))
            real.bounced(sent, bounce, at)

        def find_thread(reference: str) -> str | None:
            found = Row.objects.filter(number=int(reference)).values_list("pk", flat=True).first()
            return str(found) if found else None

        short = re.compile(r"\[Vraag (\d+)\]")
        return dataclasses.replace(real, subject_token=short, find_thread=find_thread, bounced=bounced)

    @property
    def questions(self) -> dict[str, Question]:
        return {str(key): Question(str(key)) for key in Row.objects.order_by("pk").values_list("pk", flat=True)}

    def ask(self, number: int, *participants: str) -> Question:
        self._number_from(number - 1)
        told = asking.Asking(text="Wandelen met ouderen", email=participants[0])
        made = asking.ask(told, at=self.at, acknowledge=False)
        assert (made.pk, made.number) == (number, number)
        return Question(str(made.pk))
