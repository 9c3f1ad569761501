"""The ledger of points, and the discount codes that they are exchanged for."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.catalogue.models import Entry
from loket.catalogue.points.enums import CodeState, Reason
from loket.catalogue.points.permissions import is_editor
from loket.core.workflow import History


class PointAccount(models.Model):
    """How many points somebody has: the sum of the rows, kept so that the database itself refuses less than none."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="point_account")
    balance = models.IntegerField("saldo", default=0)

    class Meta:
        verbose_name = "saldo"
        verbose_name_plural = "saldi"
        constraints = [models.CheckConstraint(condition=models.Q(balance__gte=0), name="balance_not_below_zero")]

    def __str__(self) -> str:
        return f"{self.balance} punten"


class PointRow(models.Model):
    """A line of the ledger: written once, never changed. ``deed`` names what it is for, so that it counts once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="point_rows")
    amount = models.IntegerField("punten")
    reason = models.CharField("reden", max_length=20, choices=Reason.choices)
    deed = models.CharField("daad", max_length=120, unique=True)
    about = models.CharField("waarover", max_length=200)
    url = models.CharField("adres", max_length=200, blank=True)
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "regel van het puntenboek"
        verbose_name_plural = "regels van het puntenboek"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"], name="points_of_person")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="point_row_has_amount"),
            models.CheckConstraint(condition=models.Q(reason__in=Reason.values), name="point_row_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+d}: {self.about}"


class DiscountCodeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DiscountCodeQuerySet":
        """One's own, those of trainings of one's organisation for a partner, and for editors all."""
        if is_editor(user):
            return self
        seen = models.Q(person=user)
        if "partner" in user.roles and user.organisation_id is not None:
            seen |= models.Q(entry__organisation=user.organisation_id)
        return self.filter(seen)


class DiscountCode(models.Model):
    """A discount of ``euros`` on one training. ``token`` is that of the form: the same form sent twice gives one."""

    code = models.CharField("code", max_length=20, unique=True)
    token = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="discount_codes", verbose_name="van wie"
    )
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="discount_codes", verbose_name="opleiding")
    points = models.PositiveSmallIntegerField("punten")
    euros = models.PositiveSmallIntegerField("korting in euro")
    state = models.CharField("stand", max_length=10, choices=CodeState.choices, default=CodeState.ISSUED)
    issued_at = models.DateTimeField("gemaakt")
    valid_until = models.DateField("geldig tot en met")
    redeemed_at = models.DateTimeField("ingewisseld", null=True, blank=True)
    redeemed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="ingewisseld door"
    )

    objects = DiscountCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "kortingscode"
        verbose_name_plural = "kortingscodes"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="issued", redeemed_at__isnull=True)
                | models.Q(state="redeemed", redeemed_at__isnull=False),
                name="redeemed_code_has_moment",
            ),
            models.CheckConstraint(condition=models.Q(euros__gt=0, points__gt=0), name="code_is_worth_something"),
        ]

    def __str__(self) -> str:
        return f"€ {self.euros} korting op {self.entry}"

    def get_absolute_url(self) -> str:
        return reverse("discount_code", args=[self.pk])

    def has_expired(self, today: date) -> bool:
        return self.state == CodeState.ISSUED and self.valid_until < today


class DiscountHistory(History):
    subject = models.ForeignKey(DiscountCode, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een kortingscode"
        verbose_name_plural = "stappen van kortingscodes"
