"""A trajectory: what happens between a grant and what was learned from it."""

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse

from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.cases.permissions import sees_all
from xperts.trajectories.enums import Party


class TrajectoryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TrajectoryQuerySet":
        """All for the desk and the coordinator; for others those in which they ask or help."""
        if sees_all(user):
            return self
        if not (user and user.is_authenticated):
            return self.none()
        return self.filter(pk__in=self.model.objects.of(user).values("pk"))

    def of(self, user) -> "TrajectoryQuerySet":
        """Those in which this person is asker or Xpert."""
        asks = models.Q(case__contact=user) | models.Q(case__applicants__person=user)
        return self.filter(asks | models.Q(engagements__person=user)).distinct()

    def with_people(self) -> "TrajectoryQuerySet":
        """With everybody whom ``permissions`` looks at."""
        related = self.select_related("case__contact", "case__organisation")
        return related.prefetch_related("case__applicants__person", "case__applicants__organisation", "engagements")

    def to_settle(self) -> "TrajectoryQuerySet":
        """Evaluated, while what was not spent is still reserved."""
        return self.filter(evaluated_at__isnull=False, settled_at__isnull=True)

    def to_evaluate(self) -> "TrajectoryQuerySet":
        """Finished, and not yet evaluated by all."""
        return self.filter(finished_at__isnull=False, case__state=State.RUNNING)


class Trajectory(models.Model):
    """One for each case that got an Xpert. How it stands is the state of the case; the moments are here."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="trajectory", verbose_name="aanvraag")
    begun_at = models.DateTimeField("contract begonnen op")
    sealed_at = models.DateTimeField("contract getekend op", null=True, blank=True)
    finished_at = models.DateTimeField("afgerond op", null=True, blank=True)
    evaluate_until = models.DateField("evalueren tot en met", null=True, blank=True)
    evaluation_reminded_at = models.DateTimeField("aan evalueren herinnerd", null=True, blank=True)
    evaluated_at = models.DateTimeField("geëvalueerd op", null=True, blank=True)
    settled_at = models.DateTimeField("afgerekend op", null=True, blank=True)
    lasting_due_on = models.DateField("vragen wat bleef vanaf", null=True, blank=True)
    lasting_asked_at = models.DateTimeField("gevraagd wat bleef", null=True, blank=True)

    objects = TrajectoryQuerySet.as_manager()

    class Meta:
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        ordering = ["-begun_at", "-pk"]
        indexes = [
            models.Index(
                "evaluate_until",
                condition=models.Q(evaluated_at__isnull=True, finished_at__isnull=False),
                name="trajectory_to_evaluate",
            ),
            models.Index(
                "evaluated_at",
                condition=models.Q(settled_at__isnull=True, evaluated_at__isnull=False),
                name="trajectory_to_settle",
            ),
            models.Index(
                "lasting_due_on", condition=models.Q(lasting_asked_at__isnull=True), name="trajectory_lasting_due"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True) | models.Q(sealed_at__isnull=False),
                name="finished_was_signed",
                violation_error_message="Een traject zonder getekend contract kan niet klaar zijn.",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True) | models.Q(finished_at__gte=models.F("sealed_at")),
                name="finished_after_signing",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True, evaluate_until__isnull=True)
                | models.Q(finished_at__isnull=False, evaluate_until__isnull=False),
                name="finished_has_term",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return reverse("trajectory", args=[self.case.number])

    @cached_property
    def people(self) -> list["Engagement"]:
        """The Xperts, in the order in which they came."""
        return list(self.engagements.all())

    @property
    def asker_ids(self) -> set[int]:
        found = {self.case.contact_id, *(row.person_id for row in self.case.applicants.all())}
        return found - {None}

    @property
    def xpert_ids(self) -> set[int]:
        return {row.person_id for row in self.people} - {None}

    @property
    def signer(self):
        """Who signs for the askers: the applicant who was named for it, else the contact. None when nobody is left."""
        named = [row.person for row in self.case.applicants.all() if row.signs and row.person_id]
        return named[0] if named else self.case.contact

    @property
    def signer_id(self) -> int | None:
        return self.signer.pk if self.signer else None

    @property
    def asker_name(self) -> str:
        return self.signer.name if self.signer else "een aanvrager zonder account"

    @property
    def sides(self) -> list[tuple[Party, "Engagement | None"]]:
        """Who has to agree and to evaluate: the asker who signs, each Xpert, and CGL."""
        return [(Party.ASKER, None), *((Party.XPERT, row) for row in self.people), (Party.CGL, None)]

    def part_of(self, user) -> "Engagement | None":
        """The part that this person has as an Xpert."""
        return next((row for row in self.people if row.person_id == user.pk), None)


class EngagementQuerySet(models.QuerySet):
    def of(self, user) -> "EngagementQuerySet":
        return self.filter(person=user)

    def writable(self) -> "EngagementQuerySet":
        """Those for which hours can be written."""
        return self.filter(trajectory__case__state__in=(State.RUNNING, State.EVALUATED))


class Engagement(models.Model):
    """An Xpert in a trajectory, with the ledger of own hours in minutes.

    ``used_minutes`` is kept by the database from the hours (``HourEntry``), and it refuses more than was granted.
    Paid by the hour (``rate_cents``, euro cents an hour) or delivered by an ``institute``, never both.
    """

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="engagements", verbose_name="traject")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="engagements", verbose_name="Xpert"
    )
    name = models.CharField("naam", max_length=120)
    granted_minutes = models.PositiveIntegerField("toegekend in minuten")
    added_minutes = models.IntegerField("met aanvullingen erbij in minuten", default=0)
    used_minutes = models.IntegerField("gebruikt in minuten", default=0)
    rate_cents = models.PositiveIntegerField("tarief per uur in eurocenten", null=True, blank=True)
    institute = models.CharField("geleverd door", max_length=200, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = "Xpert in een traject"
        verbose_name_plural = "Xperts in trajecten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("trajectory", "person", name="engagement_once"),
            models.CheckConstraint(
                condition=models.Q(used_minutes__lte=models.F("granted_minutes") + models.F("added_minutes")),
                name="hours_within_grant",
                violation_error_message="Er zijn niet genoeg uren meer. Vraag eerst een aanvulling op het contract.",
            ),
            models.CheckConstraint(
                condition=models.Q(used_minutes__gte=0),
                name="hours_not_below_nothing",
                violation_error_message="Een correctie kan niet groter zijn dan wat er aan uren staat.",
            ),
            models.CheckConstraint(
                condition=models.Q(rate_cents__isnull=True) & ~models.Q(institute="")
                | models.Q(rate_cents__gt=0, institute=""),
                name="rate_or_institute",
                violation_error_message="Een Xpert heeft een tarief, of wordt door een instituut geleverd.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def allowed_minutes(self) -> int:
        return self.granted_minutes + self.added_minutes

    @property
    def left_minutes(self) -> int:
        return self.allowed_minutes - self.used_minutes

    @property
    def is_paid(self) -> bool:
        return self.rate_cents is not None


class Milestone(models.Model):
    """A dated step of the planning, written when the contract or addition that holds it was signed."""

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="milestones", verbose_name="traject")
    day = models.DateField("wanneer")
    what = models.CharField("wat", max_length=200)
    minutes = models.PositiveIntegerField("tijd van de Xpert in minuten", default=0)
    done_at = models.DateTimeField("gedaan op", null=True, blank=True)

    class Meta:
        verbose_name = "stap in de planning"
        verbose_name_plural = "stappen in de planning"
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.what


def planned_minutes(milestones: Iterable[Milestone]) -> int:
    """What is still to come by the planning."""
    return sum(row.minutes for row in milestones if row.done_at is None)
