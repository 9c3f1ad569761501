"""*Mijn loket*: tasks and panels that the areas register, so that this page knows none of them.

An area calls ``register_tasks`` and ``register_panel`` in its ``apps.py``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """Something that waits for this person. ``due`` is the last day, ``kind`` the Dutch name of the area."""

    title: str
    url: str
    kind: str = ""
    detail: str = ""
    due: date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Item:
    """A line in a panel."""

    title: str
    url: str
    detail: str = ""
    badge: str = ""


@dataclass(frozen=True)
class NextStep:
    """What an empty panel says, and where it leads (a URL name that needs no arguments)."""

    text: str
    label: str
    url_name: str


@dataclass(frozen=True)
class Panel:
    """A list of somebody's own things. ``items(user)`` gives the first few, newest first; ``all_url_name`` the rest."""

    name: str
    title: str
    items: Callable[..., Iterable[Item]]
    empty: NextStep
    icon: str = "folder"
    all_url_name: str = ""
    position: int = 50


_tasks: dict[str, Callable[..., Iterable[Task]]] = {}
_panels: dict[str, Panel] = {}


def register_tasks(function: Callable[..., Iterable[Task]]) -> None:
    """``function(user)`` gives what waits for this person; the same function counts once."""
    _tasks[f"{function.__module__}.{function.__qualname__}"] = function


def register_panel(panel: Panel) -> None:
    """Show this panel; one of the same name is replaced."""
    _panels[panel.name] = panel


def tasks_of(user) -> list[Task]:
    """All that waits for this person: late first, then by last day, what has none at the end."""
    found = [task for function in _tasks.values() for task in function(user)]
    return sorted(found, key=lambda task: (not task.is_late, task.due or date.max, task.title))


def panels_of(user) -> tuple[list[tuple[Panel, list[Item]]], list[Panel]]:
    """The panels in order: those with this person's items, and those that have none yet."""
    panels = sorted(_panels.values(), key=lambda panel: (panel.position, panel.title))
    shown = [(panel, list(panel.items(user))) for panel in panels]
    return [(panel, items) for panel, items in shown if items], [panel for panel, items in shown if not items]
