"""People and organisations."""

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from loket.accounts.enums import Role, ShownField


def _codes(**options) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, **options)


class OrganisationQuerySet(models.QuerySet):
    def current(self) -> "OrganisationQuerySet":
        return self.filter(successor__isnull=True)

    def named(self, name: str) -> "OrganisationQuerySet":
        """Those that have, or once had, this name in any case."""
        return self.filter(models.Q(name__iexact=name) | models.Q(former_names__name__iexact=name)).distinct()

    def matching(self, text: str) -> "OrganisationQuerySet":
        """Those with this text in their name or in a former name."""
        return self.filter(models.Q(name__icontains=text) | models.Q(former_names__name__icontains=text)).distinct()


class Organisation(models.Model):
    """An employer, owner or partner. One that merged points at its successor; old names find the new one."""

    name = models.CharField("naam", max_length=200)
    sort_key = models.CharField(max_length=200, db_index=True, editable=False, default="")
    sector = models.CharField("sector", max_length=80, blank=True)
    area = models.CharField("gebied", max_length=80, blank=True)
    website = models.URLField("website", blank=True)
    is_partner = models.BooleanField("partner van het loket", default=False)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="opgegaan in"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_once",
                violation_error_message="Deze organisatie staat er al.",
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("id")), name="organisation_not_own_successor"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    name = models.CharField("vroegere naam", max_length=200)

    class Meta:
        verbose_name = "vroegere naam"
        verbose_name_plural = "vroegere namen"
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="former_name_once")]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet):
    def matching(self, text: str) -> "UserQuerySet":
        """Whose name, e-mail address or organisation has this text in it."""
        wanted = models.Q(name__icontains=text) | models.Q(email__icontains=text)
        return self.filter(wanted | models.Q(organisation__name__icontains=text))

    def with_role(self, role: str) -> "UserQuerySet":
        return self.filter(is_active=True, roles__contains=[role])


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["name", "email", "roles", "is_active", "organisation"],
)
class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail address is the name to sign in with."""

    email = models.EmailField("e-mailadres", max_length=254)
    name = models.CharField("naam", max_length=120)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, blank=True, verbose_name="rollen"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="organisatie",
    )
    job_title = models.CharField("functie", max_length=120, blank=True)
    sector = models.CharField("sector", max_length=80, blank=True)
    level = models.CharField("niveau", max_length=1, blank=True)
    areas = _codes(verbose_name="regio's")
    themes = _codes(verbose_name="thema's")
    expertise = models.TextField("deskundigheid", blank=True, max_length=1000)
    is_listed = models.BooleanField("vindbaar voor collega's", default=False)
    shown_fields = ArrayField(
        models.CharField(max_length=20, choices=ShownField.choices),
        default=list,
        blank=True,
        verbose_name="wat u laat zien",
    )
    own_sector_first = models.BooleanField("eigen sector en niveau eerst in de resultaten", default=False)
    is_staff = models.BooleanField("mag in het beheer van lijsten", default=False)
    is_active = models.BooleanField("actief", default=True)
    date_joined = models.DateTimeField("lid sinds", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Dit e-mailadres is al in gebruik.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in Role if role in self.roles]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
