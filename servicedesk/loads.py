"""How much work everybody of the desk has, and who is away: to be seen when a question is given to somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, QuerySet

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
    """Everybody with what they have, counted up to a thousand; two statements, however much it is."""
    own = Question.objects.open().filter(assignee=OuterRef("pk"))
    people = desk().annotate(open=_counted(own), late=_counted(own.late(at)))[:MOST_PEOPLE]
    away = {row.person_id: row for row in Absence.objects.on(local_date(at)).select_related("stand_in")}
    return [Load(person, person.open, person.late, away.get(person.pk)) for person in people]


def _counted(questions: QuerySet) -> Func:
    return Func(
        ArraySubquery(questions.order_by().values("pk")[: counting.MOST + 1]),
        function="CARDINALITY",
        output_field=IntegerField(),
    )
