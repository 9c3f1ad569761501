"""A mix, what stands in it, with whom it is shared, and every change that was made to it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Lower
from django.urls import reverse

from loket.catalogue.mixes import plan
from loket.catalogue.mixes.enums import MOST_NUMBER, MOST_YEARS, OWN, Act, PillarSet, Right, RowStatus
from loket.catalogue.models import Entry
from loket.core.workflow import History


def _words(length: int, **options) -> ArrayField:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True, **options)


class MixQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MixQuerySet":
        """Those of one's own and those that are shared with this person now, with ``right`` on each."""
        if not (user and user.is_authenticated):
            return self.none()
        shared = MixMember.objects.of(user).open().values("mix")
        return self.with_right(user).filter(Q(owner=user) | Q(pk__in=shared))

    def editable_by(self, user) -> "MixQuerySet":
        return self.visible_to(user).filter(right__in=(OWN, Right.EDIT))

    def with_right(self, user) -> "MixQuerySet":
        """``right`` is *own*, *edit*, *view* or None; *edit* sorts before *view*."""
        member = MixMember.objects.of(user).open().filter(mix=OuterRef("pk")).order_by("right")
        right = Case(When(owner=user, then=Value(OWN)), default=Subquery(member.values("right")[:1]))
        return self.annotate(right=right)

    def once_shared_with(self, user) -> "MixQuerySet":
        """Those that this person could see until the sharing was stopped."""
        if not (user and user.is_authenticated):
            return self.none()
        return self.filter(Exists(MixMember.objects.of(user).filter(mix=OuterRef("pk"))))


class Mix(models.Model):
    """A plan for one or more areas. ``version`` counts every save, ``details_version`` those of this row alone."""

    token = models.UUIDField(unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mixes", verbose_name="eigenaar")
    title = models.CharField("titel", max_length=150)
    areas = _words(100, verbose_name="gebieden")
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    pillar_set = models.CharField("pijlers", max_length=20, choices=PillarSet.choices, default=PillarSet.RIVM)
    own_pillars = _words(80, verbose_name="eigen pijlers")
    themes = _words(80, verbose_name="thema's")
    target_groups = _words(80, verbose_name="doelgroepen")
    observations = models.TextField("wat u zelf ziet", blank=True)
    figures = models.JSONField("cijfers", default=list, blank=True)
    expected_reach = models.PositiveIntegerField("verwacht bereik van het hele plan", null=True, blank=True)
    expected_source = models.CharField("waar die schatting vandaan komt", max_length=300, blank=True)
    version = models.PositiveIntegerField("versie", default=0)
    details_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField("gemaakt")
    changed_at = models.DateTimeField("gewijzigd")

    objects = MixQuerySet.as_manager()

    class Meta:
        verbose_name = "interventiemix"
        verbose_name_plural = "interventiemixen"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="mix_has_title"),
            models.CheckConstraint(
                condition=Q(first_year__gte=2000, last_year__gte=F("first_year"))
                & Q(last_year__lt=F("first_year") + MOST_YEARS),
                name="mix_has_period",
                violation_error_message=f"Kies een periode van hooguit {MOST_YEARS} jaar.",
            ),
            models.CheckConstraint(condition=Q(pillar_set__in=PillarSet.values), name="mix_pillar_set_known"),
            models.CheckConstraint(
                condition=~Q(pillar_set=PillarSet.OWN) | Q(own_pillars__len__gte=1), name="mix_own_pillars_named"
            ),
            models.CheckConstraint(
                condition=Q(expected_reach__isnull=True) | Q(expected_reach__lte=MOST_NUMBER),
                name="mix_reach_believable",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("mix", args=[self.pk])

    def told(self) -> dict:
        """The details in plain values, as a state holds them."""
        return {key: getattr(self, key) for key in plan.DETAILS}


class MixRow(models.Model):
    """An entry of the catalogue or an activity of one's own. ``version`` counts the saves of what is typed in it."""

    mix = models.ForeignKey(Mix, models.CASCADE, related_name="rows")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="mix_rows")
    # Of an entry: its title when it was put in, shown when the entry is gone.
    title = models.CharField("titel", max_length=200)
    description = models.TextField("omschrijving", blank=True)
    status = models.CharField("stand", max_length=10, choices=RowStatus.choices, default=RowStatus.NEW)
    umbrella = models.CharField("paraplu", max_length=200, blank=True)
    umbrella_entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    pillar = models.CharField("pijler", max_length=60, blank=True)
    themes = _words(80, verbose_name="thema's")
    target_groups = _words(80, verbose_name="doelgroepen")
    locations = models.JSONField("plekken", default=list, blank=True)
    goal = models.TextField("doel", blank=True)
    goal_amount = models.CharField("hoeveel", max_length=300, blank=True)
    goal_when = models.CharField("wanneer", max_length=300, blank=True)
    numbers = models.JSONField("aantallen per jaar", default=list, blank=True)
    costs = models.JSONField("kosten", default=list, blank=True)
    carried_by = models.CharField("wie het doet", max_length=300, blank=True)
    questions = _words(300, verbose_name="vragen voor de monitor")
    position = models.PositiveIntegerField("plaats", default=0)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "rij van een mix"
        verbose_name_plural = "rijen van mixen"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="mix_row_has_title"),
            models.CheckConstraint(condition=Q(status__in=RowStatus.values), name="mix_row_status_known"),
            models.UniqueConstraint(
                "mix",
                "entry",
                name="mix_entry_once",
                violation_error_message="Deze ingang staat al in de mix.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def told(self) -> dict:
        return {key: getattr(self, key) for key in plan.ROW}


class MixPriority(models.Model):
    """A problem or theme, scored from 1 to 5 on urgency, potential and energy (source 002, Drenthe)."""

    mix = models.ForeignKey(Mix, models.CASCADE, related_name="priorities")
    title = models.CharField("probleem of thema", max_length=150)
    urgency = models.PositiveSmallIntegerField("urgentie")
    potential = models.PositiveSmallIntegerField("potentie")
    energy = models.PositiveSmallIntegerField("energie")
    argument = models.TextField("waarom", blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "prioriteit"
        verbose_name_plural = "prioriteiten"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="mix_priority_has_title"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{score}__gte": 1, f"{score}__lte": 5}), name=f"mix_{score}_one_to_five"
                )
                for score in ("urgency", "potential", "energy")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def told(self) -> dict:
        return {key: getattr(self, key) for key in plan.PRIORITY}


class MixLink(models.Model):
    """A link by which whoever has it may view or, signed in, work along; until it is revoked."""

    mix = models.ForeignKey(Mix, models.CASCADE, related_name="links")
    right = models.CharField("recht", max_length=10, choices=Right.choices)
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("gemaakt")
    revoked_at = models.DateTimeField("ingetrokken", null=True, blank=True)

    class Meta:
        verbose_name = "link naar een mix"
        verbose_name_plural = "links naar mixen"
        constraints = [
            models.UniqueConstraint(
                fields=["mix", "right"], condition=Q(revoked_at=None), name="one_open_mix_link_of_each"
            ),
            models.CheckConstraint(condition=Q(right__in=Right.values), name="mix_link_right_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_right_display()}: {self.mix}"

    def get_absolute_url(self) -> str:
        return reverse("mix_shared", args=[self.token])


class MixMemberQuerySet(models.QuerySet):
    def of(self, user) -> "MixMemberQuerySet":
        """This person's, also when the invitation was sent before there was an account with that address."""
        return self.filter(Q(user=user) | Q(user=None, email=user.email.lower()))

    def open(self) -> "MixMemberQuerySet":
        return self.filter(revoked_at=None)


class MixMember(models.Model):
    """Somebody with whom a mix is shared, by their address; ``via`` is the link that they came by."""

    mix = models.ForeignKey(Mix, models.CASCADE, related_name="members")
    email = models.EmailField("e-mailadres", max_length=254)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    right = models.CharField("recht", max_length=10, choices=Right.choices)
    via = models.ForeignKey(MixLink, models.CASCADE, null=True, blank=True, related_name="members")
    added_at = models.DateTimeField("uitgenodigd")
    revoked_at = models.DateTimeField("ingetrokken", null=True, blank=True)

    objects = MixMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "deelnemer aan een mix"
        verbose_name_plural = "deelnemers aan mixen"
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mix", "email"],
                condition=Q(revoked_at=None),
                name="mix_member_once",
                violation_error_message="De mix is al met dit adres gedeeld.",
            ),
            models.CheckConstraint(condition=Q(right__in=Right.values), name="mix_member_right_known"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="mix_member_email_lower"),
        ]
        indexes = [models.Index(fields=["email"], name="mix_member_by_email")]

    def __str__(self) -> str:
        return self.email


class MixHistory(History):
    """One save. ``before`` and ``after`` are the parts that differ; ``name`` makes it a version to come back to."""

    subject = models.ForeignKey(Mix, models.CASCADE, related_name="history")
    number = models.PositiveIntegerField("versie")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    name = models.CharField("naam van de versie", max_length=100, blank=True)

    class Meta(History.Meta):
        verbose_name = "wijziging van een mix"
        verbose_name_plural = "wijzigingen van mixen"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["subject", "number"], name="mix_version_once")]

    @property
    def act_label(self) -> str:
        return Act(self.act).label


class MixPaper(models.Model):
    """The PDF of a large mix after one save, made by a worker; empty until it is ready, thrown away after a day."""

    mix = models.ForeignKey(Mix, models.CASCADE, related_name="papers")
    version = models.PositiveIntegerField("versie")
    address = models.CharField("adres van de mix", max_length=300)
    asked_at = models.DateTimeField("gevraagd")
    content = models.BinaryField(null=True)

    class Meta:
        verbose_name = "PDF van een mix"
        verbose_name_plural = "PDF's van mixen"
        constraints = [models.UniqueConstraint(fields=["mix", "version"], name="mix_paper_once")]

    def __str__(self) -> str:
        return f"{self.mix}, versie {self.version}"
