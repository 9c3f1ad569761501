"""Who may move what from which state to which: the table of a workflow, and the one way to follow it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction


class StaleState(Exception):
    """Somebody else changed the state first; the text is a sentence for the person who pressed the button."""

    def __init__(self) -> None:
        super().__init__("Iemand anders heeft dit intussen veranderd. Bekijk de nieuwe stand en probeer het opnieuw.")


@dataclass(frozen=True)
class Transition:
    """A row of the table. ``label`` is the Dutch text of the button; ``allowed(user, obj)`` never queries."""

    name: str
    sources: frozenset[str]
    target: str
    allowed: Callable[..., bool]
    label: str


class History(models.Model):
    """A step that was taken with a subject; a subclass adds the foreign key ``subject``. Never edited."""

    at = models.DateTimeField("wanneer", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )
    act = models.CharField("stap", max_length=40)
    from_state = models.CharField("van", max_length=40, blank=True)
    to_state = models.CharField("naar", max_length=40, blank=True)
    note = models.TextField("toelichting", blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act}: {self.from_state} → {self.to_state}"


class Workflow:
    """The transitions of one kind of subject, with the history model in which its steps are written."""

    def __init__(self, transitions: Iterable[Transition], *, history: Callable[[], type[History]]) -> None:
        self.transitions = {row.name: row for row in transitions}
        self._history = history

    def available(self, obj: models.Model, user) -> list[Transition]:
        """The steps that this user may take now: the only source of buttons."""
        return [row for row in self.transitions.values() if obj.state in row.sources and row.allowed(user, obj)]

    def can(self, obj: models.Model, name: str, user) -> bool:
        row = self.transitions[name]
        return obj.state in row.sources and row.allowed(user, obj)

    def apply(self, obj: models.Model, name: str, *, by, at: datetime, note: str = "", **changes) -> History:
        """Take the step: one UPDATE filtered on the old state, and a history row, in one transaction.

        Raises ``PermissionDenied`` when ``by`` may not, ``StaleState`` when the state is no longer one of the
        step's sources (also when it changed between reading and writing).
        """
        row = self.transitions[name]
        if not row.allowed(by, obj):
            raise PermissionDenied("Deze stap is niet aan u.")
        if obj.state not in row.sources:
            raise StaleState
        before = obj.state
        with transaction.atomic():
            fields = {"state": row.target, **changes}
            if not type(obj)._base_manager.filter(pk=obj.pk, state=before).update(**fields):
                raise StaleState
            for field, value in fields.items():
                setattr(obj, field, value)
            return self._history().objects.create(
                subject=obj,
                at=at,
                by=by if by and by.pk else None,
                act=name,
                from_state=before,
                to_state=row.target,
                note=note,
            )
