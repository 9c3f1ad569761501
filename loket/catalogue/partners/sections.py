"""Pieces that other areas add to the page of a partner, such as its meetings, so that the page knows none of them.

An area calls ``register_section`` in its ``apps.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from loket.accounts.models import Organisation


@dataclass(frozen=True)
class Section:
    """A piece of the page. The template gets ``context`` as ``section``; ``anchor`` is its place in the contents."""

    title: str
    anchor: str
    template: str
    context: dict


_sections: dict[str, Callable[..., Section | None]] = {}


def register_section(name: str, function: Callable[..., Section | None]) -> None:
    """``function(organisation, user)`` gives a section, or None when there is nothing to show; one for each name."""
    _sections[name] = function


def of(organisation: Organisation, user) -> list[Section]:
    """What the other areas have to show of this organisation, in the order of their names."""
    found = (function(organisation, user) for _, function in sorted(_sections.items()))
    return [section for section in found if section is not None]
