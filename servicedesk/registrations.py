"""What the servicedesk adds to other areas: its mail, my tasks, my questions, what is kept of a person and how long."""

from collections.abc import Iterator

from django.db.models import F
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import retention
from loket.core.working_days import local_date
from loket.post import routing
from servicedesk import colleagues, filing, forgetting, receiving, referring
from servicedesk.enums import State
from servicedesk.models import Absence, Bringer, Question, SavedView
from servicedesk.permissions import can_handle

SHOWN = 5
_AREA = "Servicedesk"


def register() -> None:
    routing.register(receiving.route())
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep("U hebt nog niets gevraagd.", "Stel een vraag", "ask")
    my_loket.register_panel(
        my_loket.Panel("questions", "Mijn vragen", _asked, empty, "message-circle-question-mark", "my_questions", 20)
    )
    referring.register_target(referring.Target(colleagues.SUBJECT_TYPE, colleagues.fetch, colleagues.suggest))
    privacy.register_export("vragen", _export)
    privacy.register_export("werk aan de servicedesk", _export_work)
    privacy.register_erasure("vragen", forgetting.erase)
    retention.register("namen bij oude vragen", forgetting.past_its_term)
    retention.register("bestanden van niet verstuurde vragen", filing.throw_away_left)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For the desk the own questions whose term runs; for askers what waits for their answer."""
    if can_handle(user):
        at = timezone.now()
        own = Question.objects.open().filter(assignee=user, next_due_at__isnull=False)
        for row in own.order_by("next_due_at")[:20]:
            due = local_date(row.next_due_at)
            yield my_loket.Task(str(row), row.get_absolute_url(), _AREA, row.get_state_display(), due, row.is_late(at))
    for row in Question.objects.filter(asker=user, state=State.WAIT_ASKER)[:20]:
        yield my_loket.Task(row.subject, row.get_follow_url(), _AREA, "Wij wachten op uw antwoord")


def _asked(user: User) -> list[my_loket.Item]:
    rows = Question.objects.filter(asker=user).order_by(F("asked_at").desc())[:SHOWN]
    return [my_loket.Item(row.subject, row.get_follow_url(), row.reference, row.state_for_asker) for row in rows]


def _export(user: User) -> list[dict]:
    return [
        {
            "nummer": row.reference,
            "gesteld": row.asked_at.isoformat(),
            "onderwerp": row.subject,
            "vraag": row.asked,
            "stand": row.get_state_display(),
            "berichten": [
                {"wanneer": message.at.isoformat(), "soort": message.get_kind_display(), "tekst": message.text}
                for message in row.messages.all()
            ],
        }
        for row in forgetting.of_person(user)
    ]


def _export_work(user: User) -> list[dict]:
    """Kept lists, absence, and questions that somebody brought for others: the numbers, not what others asked."""
    brought = Bringer.objects.filter(person=user).select_related("question")
    rows = [{"bewaarde lijst": row.name, "filters": row.query} for row in SavedView.objects.filter(owner=user)]
    rows += [
        {"afwezig van": row.first_day.isoformat(), "tot en met": row.last_day.isoformat()}
        for row in Absence.objects.filter(person=user)
    ]
    return rows + [{"vraag namens iemand anders": row.question.reference} for row in brought]
