"""What the page of an asker needs: nothing internal, and nothing of other people."""

from datetime import datetime

from django.db.models import QuerySet

from loket.core.working_days import local_date
from servicedesk import explaining, pages, workflow
from servicedesk.enums import MessageKind, State
from servicedesk.models import Message, Question, Referral


def follow_page(question: Question, *, at: datetime) -> dict:
    """What the asker sees: nothing of what is internal, and of merged questions only what is of the same person."""
    where = question.goes_on_in
    goes_on = where if where != question and where.is_of_same_person(question) else None
    made = getattr(question, "public_answer", None)
    messages = _shown(question, at)
    referrals = list(question.referrals.given(at))
    return {
        "question": question,
        "state_kind": pages.badge(question)["kind"],
        "messages_shown": pages.conversation(messages, _with_copied(messages, referrals), None, at),
        "seen": max((row.pk for row in messages), default=0),
        "next": _next(where, at),
        "goes_on_in": goes_on,
        "set_apart": [row for row in question.links.all()[:5] if row.is_of_same_person(question)],
        "referrals": referrals,
        "public_answer": made.entry if made and made.entry.is_published else None,
        "has_rating": hasattr(question, "rating"),
        "is_closed": question.state == State.CLOSED,
        "is_merged": question.state == State.MERGED,
    }


def _shown(question: Question, at: datetime) -> list[Message]:
    """With what an answer to merged questions took along, which stands with the answer that it is a copy of."""
    return list(pages.with_all(messages_of(question, at)))


def _with_copied(messages: list[Message], referrals: list[Referral]) -> list[Referral]:
    """What answers to this question referred to, and those of which somebody else has the first copy."""
    known = {row.message_id for row in referrals}
    replies = {row.copy_of_id or row.pk for row in messages if row.kind == MessageKind.REPLY}
    return referrals + list(Referral.objects.filter(message__in=replies - known)) if replies - known else referrals


def messages_of(question: Question, at: datetime) -> QuerySet:
    """What this asker may read on the page of a question: also of what the same person asked and was merged into it."""
    parts = [row for row in question.parts.all() if row.is_of_same_person(question)]
    return Message.objects.filter(question__in=[question, *parts]).for_asker(at)


def _next(question: Question, at: datetime) -> str:
    """What happens next and by when, in one or two sentences."""
    closes_at = question.changed_at + workflow.CLOSES_AFTER
    match question.state:
        case State.WAIT_ASKER:
            return "Wij hebben u iets gevraagd. Zolang u niet reageert, staat onze termijn stil."
        case State.ANSWERED:
            return f"Bent u zo geholpen? Reageert u niet, dan sluiten wij de vraag op {local_date(closes_at):%d-%m-%Y}."
        case State.CLOSED:
            return "Deze vraag is gesloten. Klopt het antwoord niet? Reageer dan, dan gaat de vraag weer open."
    if question.is_late(at):
        return "Het duurt langer dan wij beloofden. Uw vraag is niet vergeten: u hoort zo snel mogelijk van ons."
    if question.answered_at is None:
        first = explaining.moment(min(question.answer_due_at, question.solve_due_at))
        return f"U krijgt uiterlijk {first} een eerste antwoord van ons."
    return f"Wij streven ernaar dat uw vraag uiterlijk {explaining.moment(question.solve_due_at)} is opgelost."
