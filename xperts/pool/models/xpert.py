"""Somebody in the pool, or on the way into it."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.core.workflow import History
from xperts.cases.enums import Form
from xperts.pool.enums import IN_POOL, Background, Breadth, Delivery, Shown, TrialOutcome, XpertState
from xperts.pool.permissions import sees_register

NATIONAL = "nl"
MOST_HOURS_A_MONTH = 200


def _codes(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=label)


def _chosen(label: str, choices: type[models.TextChoices]) -> ArrayField:
    of = models.CharField(max_length=12, choices=choices.choices)
    return ArrayField(of, default=list, blank=True, verbose_name=label)


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class XpertQuerySet(models.QuerySet):
    def visible_to(self, user) -> "XpertQuerySet":
        """All for who keeps or reads the register; one's own; else who is active and wants to be seen."""
        if sees_register(user):
            return self
        public = Q(state=XpertState.ACTIVE, is_public=True, person__is_active=True)
        if user and user.is_authenticated:
            return self.filter(public | Q(person=user))
        return self.filter(public)

    def public(self) -> "XpertQuerySet":
        """Who stands on *Onze Xperts*: active, and with consent. Who is not active is nowhere."""
        return self.filter(state=XpertState.ACTIVE, is_public=True, person__is_active=True)

    def in_pool(self) -> "XpertQuerySet":
        return self.filter(state__in=IN_POOL)

    def active(self) -> "XpertQuerySet":
        return self.filter(state=XpertState.ACTIVE)

    def trial_ends_before(self, day: date) -> "XpertQuerySet":
        """Those whose trial period ends on or before this day, without an outcome, who were not warned yet."""
        return self.in_pool().filter(trial_ends_on__lte=day, trial_outcome="", trial_warned_at__isnull=True)


class Xpert(models.Model):
    """``person`` is empty as long as a nominee has no account, and after an account was erased.

    ``rate_cents`` is per hour; ``minutes_a_month`` and ``most_at_once`` are the own limits, empty when not known.
    ``lexemes`` are those of the own words, counted, for the likeness with a question.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="xpert", verbose_name="persoon"
    )
    nominee_name = models.CharField("naam", max_length=120, blank=True)
    nominee_email = models.EmailField("e-mailadres", max_length=254, blank=True)
    state = models.CharField("stand", max_length=10, choices=XpertState.choices, default=XpertState.NOMINATED)
    changed_at = models.DateTimeField("laatst gewijzigd")
    nominated_by = _person("voorgedragen door")
    nominated_at = models.DateTimeField("voorgedragen op")
    why = models.TextField("waarom", max_length=2000)
    round = models.PositiveSmallIntegerField("ronde", default=1)
    # Whose assessments counted, as numbers: they stay when an account is erased.
    first_assessor_key = models.BigIntegerField(null=True, blank=True, editable=False)
    second_assessor_key = models.BigIntegerField(null=True, blank=True, editable=False)
    leave_asked_at = models.DateTimeField("wil stoppen sinds", null=True, blank=True)

    headline = models.CharField("in één zin", max_length=160, blank=True)
    about = models.TextField("over mij", blank=True, max_length=6000)
    breadth = models.CharField("breed of diep", max_length=10, choices=Breadth.choices, blank=True)
    backgrounds = _chosen("achtergrond", Background)
    themes = _codes("thema's")
    process_themes = _codes("procesthema's")
    forms = _chosen("vormen van hulp", Form)
    methods = _codes("werkwijzen")
    competences = _codes("competenties")
    sectors = _codes("sectoren")
    levels = _codes("niveaus")
    areas = _codes("gebieden")
    languages = _codes("talen")
    lexemes = models.JSONField(default=dict, blank=True, editable=False)

    delivery = models.CharField("betaling", max_length=10, choices=Delivery.choices, blank=True)
    rate_cents = models.PositiveIntegerField("tarief per uur in centen", null=True, blank=True)
    institute = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instituut"
    )
    minutes_a_month = models.PositiveIntegerField("beschikbare minuten per maand", null=True, blank=True)
    most_at_once = models.PositiveSmallIntegerField("meeste trajecten tegelijk", null=True, blank=True)

    is_public = models.BooleanField("zichtbaar op Onze Xperts", default=False)
    shown = _chosen("wat iedereen mag zien", Shown)

    joined_on = models.DateField("in de pool sinds", null=True, blank=True)
    trial_ends_on = models.DateField("proeftijd tot en met", null=True, blank=True)
    trial_warned_at = models.DateTimeField(null=True, blank=True)
    trial_outcome = models.CharField("uitkomst proeftijd", max_length=10, choices=TrialOutcome.choices, blank=True)
    trial_note = models.TextField("evaluatie van de proeftijd", blank=True, max_length=4000)
    trial_judged_at = models.DateTimeField("proeftijd beoordeeld op", null=True, blank=True)
    trial_judged_by = _person("proeftijd beoordeeld door")

    objects = XpertQuerySet.as_manager()

    class Meta:
        verbose_name = "Xpert"
        verbose_name_plural = "Xperts"
        ordering = ["pk"]
        indexes = [
            models.Index("state", "joined_on", condition=Q(state__in=IN_POOL), name="xpert_in_pool"),
            models.Index("trial_ends_on", condition=Q(trial_outcome=""), name="xpert_trial_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=IN_POOL)
                | Q(first_assessor_key__isnull=False, second_assessor_key__isnull=False, joined_on__isnull=False),
                name="xpert_two_assessments",
                violation_error_message="Minstens twee mensen beoordelen een Xpert voor de pool.",
            ),
            models.CheckConstraint(
                condition=~Q(first_assessor_key=F("second_assessor_key"))
                & ~Q(first_assessor_key=F("nominated_by"))
                & ~Q(second_assessor_key=F("nominated_by"))
                & ~Q(first_assessor_key=F("person"))
                & ~Q(second_assessor_key=F("person")),
                name="xpert_assessed_by_others",
                violation_error_message="Wie voordraagt of wordt voorgedragen, beoordeelt niet.",
            ),
            models.CheckConstraint(
                condition=~Q(nominated_by=F("person")),
                name="xpert_not_own_nominee",
                violation_error_message="Niemand draagt zichzelf voor.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_POOL) | Q(person__isnull=False),
                name="xpert_in_pool_has_account",
                violation_error_message="Wie in de pool zit, heeft een account.",
            ),
            models.CheckConstraint(
                condition=Q(delivery="", rate_cents__isnull=True, institute__isnull=True)
                | Q(delivery=Delivery.CLAIMS, rate_cents__isnull=False, institute__isnull=True)
                | Q(delivery=Delivery.INSTITUTE, rate_cents__isnull=True, institute__isnull=False),
                name="xpert_paid_one_way",
                violation_error_message="Vul een tarief in, of een instituut dat de uren geeft. Niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(trial_outcome="") | ~Q(trial_note=""),
                name="xpert_trial_has_words",
                violation_error_message="Schrijf op hoe de proeftijd ging.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("xpert", args=[self.pk])

    def get_register_url(self) -> str:
        """The page with all that the desk keeps, for who may see the register."""
        return reverse("xpert_dossier", args=[self.pk])

    @property
    def name(self) -> str:
        """Of the account; before there is one, as the nominator wrote it."""
        if self.person:
            return self.person.name
        return self.nominee_name or "Gewiste Xpert"

    @property
    def is_in_pool(self) -> bool:
        return self.state in IN_POOL

    @property
    def is_active(self) -> bool:
        return self.state == XpertState.ACTIVE

    @property
    def is_national(self) -> bool:
        return NATIONAL in self.areas

    def shows(self, what: str) -> bool:
        """Whether everybody may see this of the profile."""
        return what in self.shown


class XpertHistory(History):
    subject = models.ForeignKey(Xpert, models.CASCADE, related_name="history", verbose_name="Xpert")

    class Meta(History.Meta):
        verbose_name = "stap in de pool"
        verbose_name_plural = "stappen in de pool"
