"""How much work everybody of the desk has, and who is away: to be seen when a question is given to somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from loket.accounts.models import User
from loket.core.working_days import local_date
from servicedesk import counting
from servicedesk.models import Absence, Question

MOST_PEOPLE = 40


@dataclass(frozen=True)
class Load:
    """``absence``: of today, if any."""

    person: User
    open: int
    late: int
    absence: Absence | None

    @property
    def label(self) -> str:
        told = f"{self.person}: {counting.shown(self.open)} open"
        told += f", {counting.shown(self.late)} te laat" if self.late else ""
        if self.absence:
            told += f", weg tot en met {self.absence.last_day:%d-%m} ({self.absence.stand_in} vervangt)"
        return told


def desk() -> QuerySet[User]:
    """Who can be given a question."""
    return User.objects.with_role("servicedesk").order_by("name")


def of_desk(at: datetime) -> list[Load]:
    """Everybody with what they have; three statements, however much it is."""
    people = list(desk()[:MOST_PEOPLE])
    own = {person.pk: Question.objects.open().filter(assignee=person.pk) for person in people}
    named = {f"open {pk}": rows for pk, rows in own.items()} | {f"late {pk}": rows.late(at) for pk, rows in own.items()}
    counts = counting.capped(named)
    away = {row.person_id: row for row in Absence.objects.on(local_date(at)).select_related("stand_in")}
    return [
        Load(person, counts[f"open {person.pk}"], counts[f"late {person.pk}"], away.get(person.pk)) for person in people
    ]
