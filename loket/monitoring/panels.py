"""Blocks of dashboards and reports. Parts of monitoring add theirs here in their ``apps.py``, so that a dashboard knows
none of them.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import transaction

from loket.monitoring.blocks import Block
from loket.monitoring.enums import Place
from loket.monitoring.periods import Period


@dataclass(frozen=True)
class Asked:
    """What a block is to be about. ``user`` is None in a report: then show only what its readers may see."""

    period: Period
    at: datetime
    user: object = None
    found: dict = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, find: Callable[[], Any]) -> Any:
        """What several blocks of a dashboard need, found for the first of them."""
        if name not in self.found:
            self.found[name] = find()
        return self.found[name]


@dataclass(frozen=True)
class Panel:
    """``build(asked)`` gives a block, or None when there is nothing to show; lower positions come first.

    ``name`` stands in the address of its download: letters, digits and hyphens.
    ``kept_for``: so many seconds a dashboard shows the same block to everybody with the same roles (*stand per* says of
    when it is); 0 for what is about one person. ``changed`` ends it sooner.
    ``columns``: how many of the twelve columns of a dashboard its tile takes (3, 4, 5, 8 or 12);
    with 1 it is a line below them.
    """

    name: str
    places: tuple[Place, ...]
    position: int
    build: Callable[[Asked], Block | None]
    kept_for: int = 0
    columns: int = 4


_VERSION, _VERSION_KEPT = "monitoring:version", 3600
_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Show this block in its places; one of the same name is replaced."""
    _panels[panel.name] = panel


def registered(place: Place) -> list[Panel]:
    """The panels of a place, in order."""
    found = [panel for panel in _panels.values() if place in panel.places]
    return sorted(found, key=lambda panel: (panel.position, panel.name))


def filled(place: Place, asked: Asked) -> list[tuple[Panel, Block]]:
    """The panels of a place with their blocks, in order."""
    made = ((panel, _kept(panel, asked)) for panel in registered(place))
    return [(panel, block) for panel, block in made if block is not None]


def _kept(panel: Panel, asked: Asked) -> Block | None:
    if not panel.kept_for or asked.user is None:
        return panel.build(asked)
    version = cache.get(_VERSION, "")
    key = f"monitoring{version}:{panel.name}:{asked.period.code}:{'-'.join(sorted(asked.user.roles))}"
    return cache.get_or_set(key, lambda: panel.build(asked), panel.kept_for)


def changed() -> None:
    """Show nothing of before: somebody changed an estimate or the budget in the transaction that runs."""
    transaction.on_commit(lambda: cache.set(_VERSION, uuid.uuid4().hex, _VERSION_KEPT))


def blocks(place: Place, asked: Asked) -> list[Block]:
    """The same without their names, counted at this moment."""
    made = (panel.build(asked) for panel in registered(place))
    return [block for block in made if block is not None]


def block_of(place: Place, name: str, asked: Asked) -> Block | None:
    """One block by its name; None when it does not stand there."""
    panel = _panels.get(name)
    return panel.build(asked) if panel is not None and place in panel.places else None
