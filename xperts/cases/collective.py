"""Three or more that ask the same: helped together, and what that costs beside each apart (domain.md §4, rule 9)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from xperts.cases import keeping, similar
from xperts.cases.models import Case
from xperts.cases.similar import Alike

WORTH_FROM = 3
MOST_LOOKED_AT = 12


@dataclass(frozen=True)
class Alternative:
    """What could be done together. Amounts in eurocents; ``count`` includes the case itself.

    ``alike``: cases in any state; what is over is shown, but asks for nothing any more.
    """

    alike: tuple[Alike, ...]
    questions: tuple[Alike, ...]
    together_cents: int
    hours: int
    hour_cents: int
    propose_url: str

    @property
    def cases(self) -> tuple[Alike, ...]:
        """Those of which something is still to be decided or done."""
        return tuple(row for row in self.alike if row.case.is_open)

    @property
    def count(self) -> int:
        return 1 + len(self.cases) + len(self.questions)

    @property
    def is_worth_it(self) -> bool:
        """Three or more ask the same; with fewer there is nothing to do together."""
        return self.count >= WORTH_FROM

    @property
    def apart_cents(self) -> int:
        return self.count * self.hours * self.hour_cents

    @property
    def saved_cents(self) -> int:
        return self.apart_cents - self.together_cents

    @property
    def apart_euros(self) -> float:
        return self.apart_cents / 100

    @property
    def together_euros(self) -> float:
        return self.together_cents / 100

    @property
    def saved_euros(self) -> float:
        return self.saved_cents / 100

    @property
    def hour_euros(self) -> float:
        return self.hour_cents / 100


def alternatives(case: Case) -> Alternative:
    """What could be done with those that ask the same: hours × rate for each apart, against one event for all."""
    terms = keeping.terms()
    alike, questions = similar.both(case, limit=MOST_LOOKED_AT)
    return Alternative(
        alike=tuple(alike),
        questions=tuple(questions),
        together_cents=terms.event_cents,
        hours=terms.case_hours,
        hour_cents=terms.hour_cents,
        propose_url=propose_url(case),
    )


def propose_url(case: Case) -> str:
    """The page on which an event is proposed, with what this case is about filled in."""
    told = {"title": case.title, "themes": case.themes, "areas": ", ".join(case.areas)}
    return f"{reverse('event_propose')}?{urlencode(told, doseq=True)}"
