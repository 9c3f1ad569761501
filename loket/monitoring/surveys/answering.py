"""Answering a survey by the link in a mail: half way, and once for all."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from loket.core.working_days import local_date
from loket.monitoring.surveys.enums import SurveyState
from loket.monitoring.surveys.models import Answers, HalfWay, Invitation

Given = dict[str, int | str | list[int]]


class CannotAnswer(Exception):
    """The text is a sentence for who opened the link; ``status`` is that of the page."""

    def __init__(self, title: str, text: str, status: int) -> None:
        super().__init__(text)
        self.title, self.text, self.status = title, text, status


def _unknown() -> CannotAnswer:
    text = "Misschien is de link in uw mail afgebroken. Kopieer de hele link, of open de mail op een ander apparaat."
    return CannotAnswer("Deze link kennen wij niet", text, 404)


def _answered() -> CannotAnswer:
    text = "U hebt deze vragenlijst al ingevuld. Dat kan één keer. Dank u wel voor uw antwoorden."
    return CannotAnswer("Uw antwoorden zijn binnen", text, 410)


def _over() -> CannotAnswer:
    return CannotAnswer("Deze vragenlijst is gesloten", "U kunt niet meer antwoorden. Toch bedankt dat u keek.", 410)


def find(token: str, *, at: datetime) -> Invitation:
    """Who may answer now, by the token. Raises ``CannotAnswer``: unknown, answered before, or closed."""
    rows = Invitation.objects.select_related("survey__version__questionnaire", "half_way")
    found = None if "\x00" in token else rows.filter(token=token).first()
    if found is None or found.survey.state == SurveyState.DRAFT:
        raise _unknown()
    if found.is_answered:
        raise _answered()
    if found.survey.state != SurveyState.OPEN or found.survey.closes_on < local_date(at):
        raise _over()
    return found


def half_way(invitation: Invitation) -> Given:
    """What was kept before; empty when nothing was."""
    return invitation.half_way.given if hasattr(invitation, "half_way") else {}


@transaction.atomic
def save_half_way(invitation: Invitation, given: Given) -> None:
    """Keep what is filled in until it is sent. Raises ``CannotAnswer`` when it was sent meanwhile."""
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if held.is_answered:
        raise _answered()
    HalfWay.objects.update_or_create(invitation=held, defaults={"given": given})


def submit(invitation: Invitation, given: Given) -> None:
    """Keep the answers, apart from who gave them. Raises ``CannotAnswer`` for who was second with the same link."""
    if not submit_all([(invitation, given)]):
        raise _answered()


@transaction.atomic
def submit_all(filled: Iterable[tuple[Invitation, Given]]) -> int:
    """Keep answers of many at once; returns how many. Who answered before, or whose survey is closed, is left out."""
    given = {invitation.pk: (invitation, answers) for invitation, answers in filled}
    free = Invitation.objects.filter(pk__in=given, is_answered=False, survey__state=SurveyState.OPEN)
    held = list(free.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=held).update(is_answered=True)
    HalfWay.objects.filter(invitation__in=held).delete()
    Answers.objects.bulk_create(_apart(*given[number]) for number in held)
    return len(held)


def _apart(invitation: Invitation, given: Given) -> Answers:
    return Answers(survey_id=invitation.survey_id, level=invitation.level, sector=invitation.sector, given=given)
