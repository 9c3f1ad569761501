"""Writing questionnaires: a version can change until it is sent, then a new one follows."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from loket.monitoring.surveys.models import Question, Questionnaire, Version
from loket.monitoring.surveys.workflow import require_coordinator

MOST_QUESTIONS = 60
_COPIED = ("position", "code", "dimension", "kind", "text", "options", "measures", "counts")


@transaction.atomic
def keep(questionnaire: Questionnaire, *, by, at: datetime) -> Questionnaire:
    """Write a questionnaire; a new one gets its first version."""
    require_coordinator(by)
    is_new = questionnaire.pk is None
    if is_new:
        questionnaire.made_at, questionnaire.made_by = at, by
    questionnaire.save()
    if is_new:
        Version.objects.create(questionnaire=questionnaire, number=1, made_at=at)
    return questionnaire


def new_version(questionnaire: Questionnaire, *, by, at: datetime) -> Version:
    """A copy of the newest version, to change. Raises ``ValidationError`` when there is one that can change."""
    require_coordinator(by)
    try:
        with transaction.atomic():
            last = questionnaire.versions.order_by("-number").first()
            made = Version.objects.create(questionnaire=questionnaire, number=last.number + 1, made_at=at)
            copies = [
                Question(version=made, **{name: getattr(row, name) for name in _COPIED}) for row in last.questions.all()
            ]
            Question.objects.bulk_create(copies)
    except IntegrityError as error:
        raise ValidationError("Er is al een versie die u kunt wijzigen.") from error
    return made


@transaction.atomic
def keep_question(question: Question, *, by) -> Question:
    """Write a question. Its code and place are given once; raises ``ValidationError`` in a version that is fixed."""
    require_coordinator(by)
    _hold(question.version)
    if question.pk is None:
        known = question.version.questions.aggregate(last=Max("position"))["last"] or 0
        if question.version.questions.count() >= MOST_QUESTIONS:
            raise ValidationError(f"Een vragenlijst heeft ten hoogste {MOST_QUESTIONS} vragen.")
        question.position = known + 1
        question.code = question.code or _code(question)
    question.save()
    return question


def _code(question: Question) -> str:
    """*weten-3*: the first that no version of this questionnaire used."""
    same = Question.objects.filter(version__questionnaire=question.version.questionnaire_id)
    used = set(same.values_list("code", flat=True))
    return next(code for number in range(1, 10_000) if (code := f"{question.dimension}-{number}") not in used)


@transaction.atomic
def remove_question(question: Question, *, by) -> None:
    require_coordinator(by)
    _hold(question.version)
    question.delete()


@transaction.atomic
def move_question(question: Question, *, up: bool, by) -> None:
    """Change places with the one before or after; the first does not go up."""
    require_coordinator(by)
    _hold(question.version)
    rows = list(question.version.questions.order_by("position", "pk"))
    place = next(number for number, row in enumerate(rows) if row.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, 1):
        row.position = number
    Question.objects.bulk_update(rows, ["position"])


def _hold(version: Version) -> None:
    """Lock the version; what was sent meanwhile cannot change any more."""
    held = Version.objects.select_for_update().get(pk=version.pk)
    if held.fixed_at is not None:
        raise ValidationError("Deze versie is al verstuurd. Maak een nieuwe versie om iets te wijzigen.")
