"""Numbers given once, reminders sent once, terms that were missed."""

from django.conf import settings
from django.db import models

from xperts.cases.enums import Term
from xperts.cases.models.case import Case


class CaseSeries(models.Model):
    """The last number of a year. Taken in the transaction of its case, so none is skipped or given twice."""

    year = models.PositiveSmallIntegerField("jaar", primary_key=True)
    last = models.PositiveSmallIntegerField("laatste nummer", default=0)

    class Meta:
        verbose_name = "nummerreeks van aanvragen"
        verbose_name_plural = "nummerreeksen van aanvragen"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Reminder(models.Model):
    """Somebody was reminded of a term: once for its kind. ``kind``: *day-5* … *day-14*, *intake-soon*, *asker-late* ….

    ``is_mailed`` is false for one that went along with a later one of the same moment.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders", verbose_name="aanvraag")
    kind = models.CharField("soort", max_length=20)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="aan wie")
    due_at = models.DateTimeField("verschuldigd op")
    at = models.DateTimeField("verstuurd op")
    is_mailed = models.BooleanField("met een eigen mail", default=True)

    class Meta:
        verbose_name = "herinnering aan een termijn"
        verbose_name_plural = "herinneringen aan termijnen"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "recipient"], name="case_reminder_once"),
            models.CheckConstraint(
                condition=models.Q(at__gte=models.F("due_at")), name="case_reminder_not_before_it_is_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} van {self.case_id}"


class Lateness(models.Model):
    """A term that was missed, dated at the term (``due_at``), whenever it was noticed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="latenesses", verbose_name="aanvraag")
    term = models.CharField("termijn", max_length=12, choices=Term.choices)
    due_at = models.DateTimeField("te laat sinds")
    noted_at = models.DateTimeField("opgemerkt op")

    class Meta:
        verbose_name = "gemiste termijn"
        verbose_name_plural = "gemiste termijnen"
        ordering = ["due_at", "pk"]
        indexes = [models.Index("term", "due_at", name="lateness_term")]
        constraints = [
            models.UniqueConstraint(fields=["case", "term"], name="lateness_once"),
            models.CheckConstraint(condition=models.Q(noted_at__gt=models.F("due_at")), name="lateness_is_past"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_term_display()} te laat"
