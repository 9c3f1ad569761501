"""Subscriptions and editions as the portal would have made them."""

from datetime import datetime

from loket.newsletter import subscribing, workflow
from loket.newsletter.enums import BlockKind
from loket.newsletter.models import Block, Edition, Subscription
from loket.newsletter.subscribing import Choice
from tests.factories import UserFactory

EVERYTHING = Choice(wants_general=True)


def subscribed(email: str, at: datetime, choice: Choice = EVERYTHING) -> Subscription:
    row = subscribing.ask(email, choice, at=at)
    subscribing.confirm(row, at=at)
    row.refresh_from_db()
    return row


def text_block(title: str = "Een vrij blok") -> Block:
    return Block(kind=BlockKind.TEXT, title=title, text="Met **nadruk** en [een link](https://example.org/).")


def edition(at: datetime, **fields) -> Edition:
    """A draft with an introduction and one free block."""
    editor = UserFactory(editor=True)
    told = {"title": "Wat er nieuw is", "intro": "Beste lezer,"} | fields
    made = workflow.keep(Edition(**told), by=editor, at=at)
    workflow.add(made, [text_block()], by=editor)
    return made


def planned(at: datetime, moment: datetime | None = None, **fields) -> Edition:
    made = edition(at, **fields)
    workflow.plan(made, moment or at, by=UserFactory(editor=True), at=at)
    return made
