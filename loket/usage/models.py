"""How often something was used on a day; never by whom."""

import pgtrigger
from django.db import models

from loket.usage.enums import Act, Dimension

_BY_MONTH = """
    INSERT INTO usage_monthuse (month, subject_type, subject_id, act, count)
    SELECT date_trunc('month', day::timestamp)::date, subject_type, subject_id, act, sum(number)
    FROM ({rows}) AS changed GROUP BY 1, 2, 3, 4 HAVING sum(number) <> 0
    ON CONFLICT (subject_type, subject_id, act, month) DO UPDATE SET count = usage_monthuse.count + EXCLUDED.count;
    RETURN NULL;"""
_OLD, _NEW = "SELECT *, -count AS number FROM old_rows", "SELECT *, count AS number FROM new_rows"


def _kept_by_month(name: str, operation, rows: str, **tables: str) -> pgtrigger.Trigger:
    """Keeps ``MonthUse`` equal to its days, however they change: one statement for each that writes days."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        func=_BY_MONTH.format(rows=rows),
    )


class UseCount(models.Model):
    day = models.DateField("dag")
    subject_type = models.CharField("soort", max_length=40)
    subject_id = models.BigIntegerField("nummer")
    act = models.CharField("wat", max_length=12, choices=Act.choices)
    count = models.PositiveIntegerField("aantal", default=0)

    class Meta:
        verbose_name = "gebruik"
        verbose_name_plural = "gebruik"
        constraints = [
            models.UniqueConstraint("subject_type", "subject_id", "act", "day", name="use_counted_once"),
        ]
        indexes = [models.Index("day", name="use_of_day")]
        triggers = [
            _kept_by_month("use_added_by_month", pgtrigger.Insert, _NEW, new="new_rows"),
            _kept_by_month(
                "use_changed_by_month", pgtrigger.Update, f"{_OLD} UNION ALL {_NEW}", old="old_rows", new="new_rows"
            ),
            _kept_by_month("use_gone_by_month", pgtrigger.Delete, _OLD, old="old_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.subject_type} {self.subject_id} {self.act}: {self.count}"


class MonthUse(models.Model):
    """The same by month: what one organisation or person brought is read here, at a thirtieth of the rows.

    Written by triggers of ``UseCount`` only.
    """

    month = models.DateField("eerste dag van de maand")
    subject_type = models.CharField("soort", max_length=40)
    subject_id = models.BigIntegerField("nummer")
    act = models.CharField("wat", max_length=12, choices=Act.choices)
    # Not a positive field: what goes off a month is written as a negative row that meets the one that is there.
    count = models.BigIntegerField("aantal", default=0)

    class Meta:
        verbose_name = "gebruik per maand"
        verbose_name_plural = "gebruik per maand"
        constraints = [
            models.UniqueConstraint("subject_type", "subject_id", "act", "month", name="month_use_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.subject_type} {self.subject_id} {self.act}: {self.count}"


class DayCount(models.Model):
    """What happened on a day altogether, and by one dimension at a time. ``act`` is an ``Act`` or a ``rollup.Source``.

    Dashboards read these few rows and not the history of use.
    """

    day = models.DateField("dag")
    act = models.CharField("wat", max_length=24)
    dimension = models.CharField("naar", max_length=8, choices=Dimension.choices, blank=True)
    code = models.CharField("waarde", max_length=80, blank=True)
    count = models.PositiveIntegerField("aantal", default=0)

    class Meta:
        verbose_name = "dagtotaal"
        verbose_name_plural = "dagtotalen"
        constraints = [
            models.UniqueConstraint("act", "dimension", "code", "day", name="day_counted_once"),
            models.CheckConstraint(
                condition=models.Q(dimension="", code="") | ~models.Q(dimension="") & ~models.Q(code=""),
                name="day_count_has_code_of_dimension",
            ),
        ]
        indexes = [models.Index("day", name="day_count_of_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.act} {self.dimension} {self.code}: {self.count}"


class SelfCheck(models.Model):
    """The outcome of one nightly check of one counter: what the counter says of a day, and what the rows say."""

    day = models.DateField("dag waarover")
    act = models.CharField("wat", max_length=24)
    counted = models.PositiveIntegerField("volgens de teller")
    found = models.PositiveIntegerField("volgens de rijen")
    at = models.DateTimeField("gecontroleerd op")

    class Meta:
        verbose_name = "controle van tellers"
        verbose_name_plural = "controles van tellers"
        ordering = ["-day", "act"]
        constraints = [models.UniqueConstraint("day", "act", name="checked_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.act}: {self.counted} / {self.found}"

    @property
    def agrees(self) -> bool:
        return self.counted == self.found
