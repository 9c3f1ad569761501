"""What a case rests on: the pre-intake, what was applied, the judgements, the diagnosis and the application."""

from django.conf import settings
from django.db import models

from xperts.cases.enums import Layer, Outcome, Stage, Verdict
from xperts.cases.models.case import Case
from xperts.cases.models.framework import Criterion, Rules

MOST_TEXT = 4000
INTAKE_TEXTS = (
    ("own_efforts", "Wat deed de vrager zelf al?"),
    ("context", "In welke situatie speelt het?"),
    ("involved", "Wie zijn erbij betrokken?"),
    ("wished_result", "Welk resultaat wil de vrager?"),
    ("means", "Welke middelen zijn er (tijd, geld, mensen)?"),
)
DIAGNOSIS_TEXTS = (
    ("situation", "Hoe is de situatie?"),
    ("determinants", "Welke factoren spelen mee (determinanten)?"),
    ("parties", "Welke partijen doen ertoe, en hoe staan zij erin?"),
    ("obstacles", "Wat houdt het tegen?"),
)


def _text(label: str) -> models.TextField:
    return models.TextField(label, blank=True, max_length=MOST_TEXT)


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


def _filled(*names: str) -> models.Q:
    return models.Q(*(~models.Q(**{name: ""}) for name in names))


class Intake(models.Model):
    """The structured pre-intake; the desk fills it in until it has an outcome."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="intake", verbose_name="aanvraag")
    own_efforts = _text("eigen inspanningen")
    context = _text("context")
    involved = _text("betrokkenen")
    wished_result = _text("gewenst resultaat")
    means = _text("middelen")
    outcome = models.CharField("uitkomst", max_length=12, choices=Outcome.choices, blank=True)
    motivation = _text("motivering")
    concluded_at = models.DateTimeField("afgerond op", null=True, blank=True)
    concluded_by = _person("afgerond door")

    class Meta:
        verbose_name = "pre-intake"
        verbose_name_plural = "pre-intakes"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", concluded_at__isnull=True)
                | (_filled("outcome", "motivation") & models.Q(concluded_at__isnull=False)),
                name="intake_outcome_has_motivation",
                violation_error_message="Schrijf bij de uitkomst waarom u die kiest.",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.PREPARE) | _filled(*(name for name, _ in INTAKE_TEXTS)),
                name="intake_prepared_is_complete",
                violation_error_message="De pre-intake is nog niet compleet.",
            ),
        ]

    def __str__(self) -> str:
        return f"pre-intake van {self.case_id}"


class Effort(models.Model):
    """Something from layer 1 or 2 that was consulted and applied, with what came of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="efforts", verbose_name="aanvraag")
    layer = models.PositiveSmallIntegerField("laag", choices=Layer.choices)
    what = models.CharField("wat is geraadpleegd", max_length=300)
    applied = models.TextField("hoe is het toegepast", max_length=2000)
    came_of_it = models.TextField("wat kwam ervan", max_length=2000)
    url = models.CharField("adres", max_length=500, blank=True)
    at = models.DateTimeField("toegevoegd")

    class Meta:
        verbose_name = "wat is toegepast"
        verbose_name_plural = "wat is toegepast"
        ordering = ["layer", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(layer__in=Layer.values) & _filled("what", "applied", "came_of_it"),
                name="effort_was_applied",
                violation_error_message="Schrijf wat er is toegepast en wat ervan kwam.",
            )
        ]

    def __str__(self) -> str:
        return self.what


class Judgement(models.Model):
    """What somebody found of one criterion; ``judge`` tells ballots apart (their seat) and is empty for the desk."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="judgements", verbose_name="aanvraag")
    stage = models.CharField("fase", max_length=12, choices=Stage.choices)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="criterium")
    judge = models.CharField("wie oordeelt", max_length=40, blank=True, default="")
    verdict = models.CharField("oordeel", max_length=8, choices=Verdict.choices)
    motivation = models.TextField("motivering", max_length=2000, blank=True)
    evidence = models.CharField("waar dit uit blijkt", max_length=500, blank=True)
    evidence_url = models.CharField("adres van het bewijs", max_length=500, blank=True)
    by = _person("wie")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        ordering = ["stage", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "stage", "criterion", "judge"], name="judgement_once"),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.BALLOT, verdict__in=Verdict.values)
                | (models.Q(judge="", verdict__in=Verdict.values) & _filled("motivation", "evidence")),
                name="judgement_has_evidence",
                violation_error_message="Schrijf bij elk oordeel waarom, en waar dat uit blijkt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.get_verdict_display()}"


class Diagnosis(models.Model):
    """Situation and context, by the desk or an Xpert; a draft until ``filed_at``."""

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="diagnosis", verbose_name="aanvraag"
    )
    situation = _text("situatie")
    determinants = _text("determinanten")
    parties = _text("partijen")
    obstacles = _text("wat houdt het tegen")
    made_by = _person("gesteld door")
    made_at = models.DateTimeField("gesteld op", null=True, blank=True)
    filed_at = models.DateTimeField("vastgelegd op", null=True, blank=True)
    saved_at = models.DateTimeField("bewaard op")

    class Meta:
        verbose_name = "diagnose"
        verbose_name_plural = "diagnoses"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(filed_at__isnull=True)
                | (_filled(*(name for name, _ in DIAGNOSIS_TEXTS)) & models.Q(made_at__isnull=False)),
                name="filed_diagnosis_is_complete",
                violation_error_message="De diagnose is nog niet compleet.",
            ),
            models.CheckConstraint(
                condition=models.Q(filed_at__isnull=True) | models.Q(made_at__lte=models.F("filed_at")),
                name="diagnosis_not_in_the_future",
                violation_error_message="De diagnose kan niet in de toekomst zijn gesteld.",
            ),
        ]

    def __str__(self) -> str:
        return f"diagnose van {self.case_id}"


class Application(models.Model):
    """What the asker asks for, with acceptance of the rules of the game; a draft until ``filed_at``.

    ``minutes``: the own effort of all applicants together, as it stood when it was filed.
    """

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="application", verbose_name="aanvraag"
    )
    help_asked = _text("welke hulp vraagt u")
    own_share = _text("wat doet u zelf")
    costs = _text("kosten en wie die draagt")
    cents = models.PositiveBigIntegerField("eigen bijdrage in eurocenten", null=True, blank=True)
    preferred_xpert = _person("voorkeur voor een Xpert")
    preferred_kind = models.CharField("voorkeur voor een soort Xpert", max_length=400, blank=True)
    helps_report = models.BooleanField("helpt mee met een verslag", null=True, blank=True)
    rules = models.ForeignKey(
        Rules, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aanvaarde spelregels"
    )
    minutes = models.PositiveIntegerField("eigen inzet in minuten", default=0)
    filed_at = models.DateTimeField("ingediend op", null=True, blank=True)
    filed_by = _person("ingediend door")
    saved_at = models.DateTimeField("bewaard op")

    class Meta:
        verbose_name = "aanvraag van advies"
        verbose_name_plural = "aanvragen van advies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(filed_at__isnull=True)
                | (
                    _filled("help_asked", "own_share", "costs")
                    & models.Q(cents__isnull=False, helps_report__isnull=False, rules__isnull=False, minutes__gt=0)
                ),
                name="filed_application_is_complete",
                violation_error_message="De aanvraag is nog niet compleet.",
            )
        ]

    def __str__(self) -> str:
        return f"aanvraag van {self.case_id}"
