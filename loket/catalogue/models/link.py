"""How the links of published entries did when they were last tried."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models.functions import JSONObject

from loket.catalogue.enums import LinkFault
from loket.catalogue.models.entry import Entry

# One failure may be a server that restarts.
BROKEN_AFTER_FAILURES = 2
# The longest address that fits in an entry of a unique index of PostgreSQL, with room to spare.
LONGEST_URL = 2000


class LinkCheckQuerySet(models.QuerySet):
    def watch(self, contents: Iterable[dict], *, at: datetime) -> None:
        """Have the links in these contents of entries checked from now on; known ones keep their turn."""
        urls = {link["url"] for content in contents for link in content.get("links", [])}
        # In one order everywhere, so that two transactions with the same links never wait for each other.
        rows = [LinkCheck(url=url, due_at=at) for url in sorted(urls) if is_checkable(url)]
        self.bulk_create(rows, ignore_conflicts=True, batch_size=1000)

    def due(self, at: datetime) -> "LinkCheckQuerySet":
        return self.filter(due_at__lte=at).order_by("due_at", "pk")

    def in_use(self) -> "LinkCheckQuerySet":
        """Those that stand in an entry that is published now (by the index ``entry_links``)."""
        wanted = models.Func(
            JSONObject(url=models.OuterRef("url")), function="jsonb_build_array", output_field=models.JSONField()
        )
        return self.filter(models.Exists(Entry.objects.published().filter(content__links__contains=wanted)))

    def broken(self) -> "LinkCheckQuerySet":
        return self.filter(failures_in_a_row__gte=BROKEN_AFTER_FAILURES)


class LinkCheck(models.Model):
    """An address that published entries link to. What it is used by follows from the entries themselves."""

    url = models.CharField("adres", max_length=LONGEST_URL, unique=True)
    due_at = models.DateTimeField("aan de beurt")
    checked_at = models.DateTimeField("gecontroleerd", null=True)
    status = models.PositiveSmallIntegerField("antwoord", null=True)
    error = models.CharField("wat er mis is", max_length=12, choices=LinkFault.choices, blank=True)
    failures_in_a_row = models.PositiveIntegerField("keer op rij mislukt", default=0)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "gecontroleerde link"
        verbose_name_plural = "gecontroleerde links"
        indexes = [
            models.Index(fields=["due_at"], name="link_due"),
            models.Index(
                fields=["checked_at"],
                condition=models.Q(failures_in_a_row__gte=BROKEN_AFTER_FAILURES),
                name="link_broken",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failures_in_a_row=0) | ~models.Q(error=""), name="failed_link_has_fault"
            )
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_broken(self) -> bool:
        return self.failures_in_a_row >= BROKEN_AFTER_FAILURES

    @property
    def sentence(self) -> str:
        """What is wrong, in Dutch."""
        return f"{self.get_error_display()} ({self.status})" if self.status else self.get_error_display()


def is_checkable(url: str) -> bool:
    return url.startswith(("http://", "https://")) and len(url.encode()) <= LONGEST_URL
