"""Mails about questions; written in the transaction of the change, one per person, each in the question's thread."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.accounts.enums import Role
from loket.core import markdown, outbox
from loket.core.models import OutgoingMail
from loket.core.working_days import local_date
from loket.post import outgoing, threads
from loket.post.models import Thread
from servicedesk import standing_in
from servicedesk.models import Bringer, Message, Question, Referral

ROUTE = "servicedesk"


def thread_of(question: Question, *, at: datetime) -> Thread:
    return threads.open_thread(ROUTE, str(question.pk), at=at)


def link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _tell(question: Question, template: str, *, at: datetime, to: str = "", by_person: bool = False, **context):
    to = to or question.asker_email
    if not to:
        return None
    followed = link(question.get_follow_url())
    return outgoing.write(
        thread_of(question, at=at),
        to=to,
        address=question.queue.address,
        at=at,
        template=f"servicedesk/{template}",
        context={"question": question, "link": followed, **context},
        by_person=by_person,
    )


def received(question: Question, *, at: datetime) -> None:
    """The number, what happens next, and by when."""
    _tell(question, "received", at=at)


def brought(question: Question, bringer: Bringer, *, at: datetime) -> None:
    """The asker hears who asked on their behalf, and that it is theirs to follow and to end."""
    who = ", ".join(filter(None, [bringer.name, bringer.organisation_name])) or bringer.get_capacity_display()
    _tell(question, "brought", at=at, bringer=who)


def blocked(question: Question, names: list[str], *, at: datetime) -> None:
    """A file of the asker was not let through."""
    _tell(question, "blocked_file", at=at, names=names)


def replied(question: Question, message: Message, referrals: list[Referral], *, at: datetime, leaves_at: datetime):
    """The answer, to the asker and to who was put in copy, each by themselves; it leaves when it can stay."""
    told = {
        "message": message,
        "html_text": markdown.to_html(message.text),
        "referrals": [(row.title, link(row.url), row.reason) for row in referrals],
    }
    people = dict.fromkeys(filter(None, [question.asker_email, *message.cc]))
    mails = []
    for person in people:
        is_copy = person != question.asker_email
        mails.append(_tell(question, "reply", at=at, to=person, by_person=True, is_copy=is_copy, **told))
    if mails:
        OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(not_before=leaves_at)
    message.mails.set(mails)


def closed(question: Question, *, at: datetime) -> None:
    """It is closed, how to open it again, and two questions on how it went."""
    _tell(question, "closed", at=at)


def ask_about(question: Question, referrals: list[Referral], *, at: datetime) -> None:
    _tell(question, "did_it_help", at=at, titles=[row.title for row in referrals])


def _to_colleague(question: Question, template: str, person, *, at: datetime, **context) -> None:
    """To somebody of the desk; while they are away to who stands in."""
    reached = standing_in.reached(person, local_date(at))
    told = {"person": reached, "instead_of": person if reached != person else None}
    outgoing.write(
        thread_of(question, at=at),
        to=reached.email,
        address=question.queue.address,
        at=at,
        template=f"servicedesk/{template}",
        context={"question": question, **told, "link": link(question.get_absolute_url()), **context},
        is_internal=True,
    )


def assigned(question: Question, *, by, at: datetime) -> None:
    _to_colleague(question, "assigned", question.assignee, at=at, by=by)


def reopened(question: Question, *, at: datetime) -> None:
    if question.assignee and question.assignee.is_active:
        _to_colleague(question, "reopened", question.assignee, at=at)


def heard(question: Question, message: Message, *, at: datetime) -> None:
    """The handler hears that something came in."""
    if question.assignee and question.assignee.is_active:
        _to_colleague(question, "heard", question.assignee, at=at, message=message)


def desk() -> list:
    """Everybody of the desk."""
    people = get_user_model().objects.filter(is_active=True, roles__contains=[Role.SERVICEDESK.value])
    return list(people.order_by("pk"))


def warned(person, rows: list[Question], *, late: int, soon: int, at: datetime, within: timedelta) -> None:
    """One mail for all terms of somebody that come near or are over: the first ones by name."""
    shown = [(row, link(row.get_absolute_url())) for row in rows]
    context = {"person": person, "rows": shown, "late": late, "soon": soon, "link": link(reverse("desk"))}
    outbox.queue(to=person.email, template="servicedesk/warned", at=at, context=context | {"within": within})
