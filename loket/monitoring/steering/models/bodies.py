"""Who advises on the programme: members, meetings and advice."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from loket.core.workflow import History
from loket.monitoring.steering.enums import AdviceState, BodyKind
from loket.monitoring.steering.permissions import can_steer


class BodyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BodyQuerySet":
        return self if can_steer(user) else self.filter(is_shown=True)


class Body(models.Model):
    """An advisory council, a sounding board or a group of experts (000, paragraph 3.6)."""

    name = models.CharField("naam", max_length=120)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    kind = models.CharField("soort", max_length=20, choices=BodyKind.choices)
    task = models.TextField("taak", max_length=4000)
    composition = models.TextField("samenstelling", max_length=2000, blank=True)
    meets = models.CharField("hoe vaak", max_length=120, blank=True)
    is_shown = models.BooleanField("op de openbare pagina's", default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "adviesgroep"
        verbose_name_plural = "adviesgroepen"
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("body", args=[self.slug])


class MemberQuerySet(models.QuerySet):
    def in_office(self, today: date) -> "MemberQuerySet":
        return self.filter(from_on__lte=today).exclude(until_on__lt=today)

    def to_ask(self) -> "MemberQuerySet":
        """Members with an account who did not yet say whether their name may be shown."""
        return self.filter(person__isnull=False, consent_on=None, refused_on=None)


class Member(models.Model):
    """Somebody in a body. The name is public from the day of consent only; who has an account gives it in person."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="account"
    )
    name = models.CharField("naam", max_length=120)
    on_behalf = models.CharField("namens", max_length=200, blank=True)
    role = models.CharField("rol", max_length=80, blank=True)
    from_on = models.DateField("lid vanaf")
    until_on = models.DateField("lid tot en met", null=True, blank=True)
    consent_on = models.DateField("toestemming gegeven op", null=True, blank=True)
    consent_how = models.CharField("hoe de toestemming is gegeven", max_length=200, blank=True)
    refused_on = models.DateField(null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "lid van een adviesgroep"
        verbose_name_plural = "leden van een adviesgroep"
        ordering = ["-role", "on_behalf", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="body_member_ends_after_start",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            models.CheckConstraint(
                condition=Q(consent_on__isnull=True) | (Q(refused_on__isnull=True) & ~Q(consent_how="")),
                name="body_member_consent_is_explained",
                violation_error_message="Schrijf op hoe de toestemming is gegeven.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    body = models.ForeignKey(Body, models.CASCADE, related_name="meetings")
    held_on = models.DateField("datum")
    place = models.CharField("plaats", max_length=120, blank=True)
    topics = models.CharField("onderwerpen", max_length=300, blank=True)

    class Meta:
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.held_on:%d-%m-%Y}"


class AdviceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AdviceQuerySet":
        return self if can_steer(user) else self.filter(state=AdviceState.PUBLISHED, body__is_shown=True)


class Advice(models.Model):
    """What a body advised, and what was done with it."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="advice")
    title = models.CharField("titel", max_length=160)
    given_on = models.DateField("gegeven op")
    text = models.TextField("advies", max_length=20_000)
    response = models.TextField("wat wij ermee doen", max_length=10_000, blank=True)
    state = models.CharField("stand", max_length=10, choices=AdviceState.choices, default=AdviceState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AdviceState.DRAFT) | Q(published_at__isnull=False), name="advice_published_is_dated"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("body_advice", args=[self.body.slug, self.pk])


class AdviceHistory(History):
    subject = models.ForeignKey(Advice, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een advies"
        verbose_name_plural = "stappen van een advies"
