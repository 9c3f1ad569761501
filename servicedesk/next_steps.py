"""Next steps with a question that higher areas offer on its page, so that the desk knows none of them.

An area calls ``register`` in its ``apps.py``; the desk's page shows what is offered as links beside the steps.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class NextStep:
    """``offer(question, user)`` gives the label and the address of the link, or None when it does not apply."""

    position: int
    icon: str
    offer: Callable[..., tuple[str, str] | None]


@dataclass(frozen=True)
class Together:
    """What can be done with several questions at once: ``offer(question, others, user)`` as with ``NextStep``."""

    position: int
    icon: str
    offer: Callable[..., tuple[str, str] | None]


@dataclass(frozen=True)
class Offered:
    """A link as the page shows it."""

    label: str
    url: str
    icon: str


_steps: list[NextStep] = []
_together: list[Together] = []


def register(step: NextStep) -> None:
    """Offer this with every question; the same step counts once."""
    if step not in _steps:
        _steps.append(step)


def register_together(step: Together) -> None:
    """Offer this beside the questions that ask the same; the same step counts once."""
    if step not in _together:
        _together.append(step)


def offered_together(question, others: list, user) -> list[Offered]:
    """What this person can do with a question and those like it, in order."""
    ordered = sorted(_together, key=lambda each: each.position)
    found = [(step, step.offer(question, others, user)) for step in ordered]
    return [Offered(offer[0], offer[1], step.icon) for step, offer in found if offer]


def offered(question, user) -> list[Offered]:
    """What this person can go on to with this question, in order."""
    found = [(step, step.offer(question, user)) for step in sorted(_steps, key=lambda each: each.position)]
    return [Offered(offer[0], offer[1], step.icon) for step, offer in found if offer]
