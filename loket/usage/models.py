"""How often something was used on a day; never by whom."""

from django.db import models

from loket.usage.enums import Act


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

    def __str__(self) -> str:
        return f"{self.day} {self.subject_type} {self.subject_id} {self.act}: {self.count}"
