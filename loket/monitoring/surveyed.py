"""What surveys say about the targets. The part that holds surveys registers its function here in its ``apps.py``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from loket.core.working_days import add_months, local_date
from loket.monitoring.enums import Measure

KEPT_MONTHS = 12
"""After so many months a survey no longer counts: the page says *niet gemeten*."""


@dataclass(frozen=True)
class Share:
    """A part of who answered, between 0 and 1, with half the width of its 95% interval."""

    share: float
    margin: float
    answered: int


@dataclass(frozen=True)
class Surveyed:
    """The answer of one survey to one measure. ``by_level``: per code of the level, only cells of five or more."""

    name: str
    ended_on: date
    invited: int
    total: Share
    by_level: dict[str, Share] = field(default_factory=dict)
    url: str = ""

    @property
    def response(self) -> float:
        """The part of who was invited that answered."""
        return self.total.answered / self.invited if self.invited else 0.0


Provider = Callable[[Measure, datetime], Surveyed | None]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """``provider(measure, at)`` gives the newest survey that asked this and had ended at that moment, or None."""
    _providers[name] = provider


def of(measure: Measure, at: datetime) -> Surveyed | None:
    """The newest survey of the last twelve months that asked this; None is *niet gemeten*."""
    oldest = add_months(local_date(at), -KEPT_MONTHS)
    found = [told for provider in _providers.values() if (told := provider(measure, at)) is not None]
    recent = [told for told in found if told.ended_on > oldest and told.ended_on <= local_date(at)]
    return max(recent, key=lambda told: told.ended_on, default=None)
