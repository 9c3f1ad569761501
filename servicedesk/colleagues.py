"""Sending an asker on to a colleague in the directory: only who chose to be found, and only an asker who may find them.

The directory is for people with an account, so an asker without one is never told of a colleague.
"""

from loket.accounts.models import User
from network.directory import people
from network.directory.showing import Card
from servicedesk.models import Question
from servicedesk.suggesting import Suggestion

SUBJECT_TYPE = "colleague"
SHOWN = 3


def fetch(number: int, question: Question, user) -> Suggestion | None:
    """The colleague by the key of the account; None when the asker or who refers may not find them."""
    person = User.objects.filter(pk=number).first()
    asker = question.asker
    if person is None or asker is None or person == asker:
        return None
    card = people.names_shown([number], asker).get(number)
    return _suggestion(card) if card and people.visible_to(user).filter(pk=number).exists() else None


def suggest(text: str, question: Question, user) -> list[Suggestion]:
    """Colleagues by what was typed, else of the themes of the question."""
    asker = question.asker
    if asker is None:
        return []
    found = people.suggest(asker, text) if text else people.like(asker, themes=question.themes, areas=question.areas)
    return [_suggestion(card) for card in found[:SHOWN]]


def _suggestion(card: Card) -> Suggestion:
    about = f"Weet van {' en '.join(label.lower() for label in card.theme_labels[:2])}." if card.themes else ""
    return Suggestion(
        SUBJECT_TYPE,
        card.listing.person_id,
        "Collega",
        card.name,
        card.work,
        card.url,
        about or "Wil vragen van collega's beantwoorden.",
    )
