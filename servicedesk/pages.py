"""What the pages of the desk need, fetched in one place; read-only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import cached_property

from loket.accounts.models import User
from loket.catalogue import findable
from loket.core import markdown
from loket.core.working_days import local_date
from loket.search.models import Findable
from loket.vocabulary import lookup
from servicedesk import explaining, merging, next_steps, public_answers, warning, workflow
from servicedesk.enums import MessageKind, State
from servicedesk.models import (
    HelpedBefore,
    Message,
    Question,
    QuestionFile,
    QuestionHistory,
    Rearrangement,
    Referral,
    StandardAnswer,
)
from servicedesk.models.question import GUIDE
from servicedesk.permissions import can_handle

PAGE_SIZE = 25
COUNTED = 1_000
EARLIER = 5
STEPS_SHOWN = 30
_HEAVY = ("lexemes", "gist", "asked", "found", *(name for name, _ in GUIDE))
_KINDS = {
    State.NEW: "warning",
    State.REOPENED: "warning",
    State.WORKING: "neutral",
    State.ANSWERED: "success",
    State.CLOSED: "inactive",
    State.MERGED: "inactive",
}


@dataclass(frozen=True)
class List:
    """A list of the desk: what is open, or not, under a condition."""

    slug: str
    label: str
    condition: Callable[[User, datetime], Q]
    order: tuple[str, ...] = ("next_due_at", "asked_at")
    is_open: bool = True


LISTS = (
    List("nieuw", "Nieuw", lambda user, at: Q(state=State.NEW)),
    List("van-mij", "Van mij", lambda user, at: Q(assignee=user)),
    List("van-niemand", "Van niemand", lambda user, at: Q(assignee=None)),
    List("wacht-op-vrager", "Wacht op vrager", lambda user, at: Q(state=State.WAIT_ASKER), ("changed_at",)),
    List("wacht-op-derden", "Wacht op derden", lambda user, at: Q(state=State.WAIT_OTHERS)),
    List("dreigt", "Dreigt te laat", lambda user, at: Q(next_due_at__gte=at, next_due_at__lt=warning.soon(at))),
    List("te-laat", "Te laat", lambda user, at: Q(next_due_at__lt=at)),
    List("open", "Alle open", lambda user, at: Q()),
    List("beantwoord", "Beantwoord", lambda user, at: Q(state=State.ANSWERED), ("-changed_at",), False),
    List("gesloten", "Gesloten", lambda user, at: Q(state=State.CLOSED), ("-changed_at",), False),
)
BY_SLUG = {row.slug: row for row in LISTS}


class CappedPaginator(Paginator):
    """Counts to a thousand and no further, so that a page costs the same however many questions there are."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: COUNTED + 1].count()


def in_list(shown: List, user: User, at: datetime) -> QuerySet:
    base = Question.objects.open() if shown.is_open else Question.objects.all()
    return base.filter(shown.condition(user, at)).order_by(*shown.order, "pk")


def rows(questions: QuerySet) -> QuerySet:
    return questions.select_related("assignee", "queue").defer(*_HEAVY)


def tabs(current: List, user: User, at: datetime) -> list[dict]:
    """The lists with how many are in each: one query over what is open. What is closed is not counted."""
    named = {row.slug.replace("-", "_"): Count("pk", filter=row.condition(user, at)) for row in LISTS if row.is_open}
    named["open"] = Count("pk")
    counts = Question.objects.open().aggregate(**named)
    return [
        {
            "label": row.label,
            "url": f"?lijst={row.slug}",
            "is_current": row == current,
            "count": counts.get(row.slug.replace("-", "_")) if row.is_open else None,
        }
        for row in LISTS
    ]


def line(question: Question, at: datetime) -> dict:
    """One question in a list."""
    return {
        "question": question,
        "state": badge(question),
        "due": due(question, at),
        "themes": [lookup.label("theme", code) for code in question.themes[:2]],
    }


def badge(question: Question) -> dict:
    return {"label": question.get_state_display(), "kind": _KINDS.get(State(question.state), "neutral")}


def due(question: Question, at: datetime) -> dict | None:
    """The first term that still runs, in words."""
    if question.next_due_at is None:
        return None
    if question.is_late(at):
        days = (local_date(at) - local_date(question.next_due_at)).days
        label = "Te laat" if days < 1 else f"{days} {'dag' if days == 1 else 'dagen'} te laat"
        return {"label": label, "kind": "danger"}
    if question.next_due_at < warning.soon(at):
        return {"label": f"Voor {explaining.moment(question.next_due_at)}", "kind": "warning"}
    return {"label": f"Voor {explaining.moment(question.next_due_at)}", "kind": ""}


def conversation(messages: list[Message], referrals: list[Referral], user, at: datetime, parts=None) -> list[dict]:
    """Each message with its text as it is shown: Markdown of ours, plain of theirs with quotations folded."""
    given: dict[int | None, list[Referral]] = {}
    for referral in referrals:
        given.setdefault(referral.message_id, []).append(referral)
    firsts = {row.question_id: row.pk for row in sorted(messages, key=lambda row: -row.pk)}
    return [
        {
            "message": row,
            "html": markdown.to_html(row.text) if row.kind in _OURS else "",
            "segments": _segments(row),
            "files": list((row.copy_of or row).files.all()),
            "attachments": list(row.post.attachments.all()) if row.post else [],
            "notes": row.post.note_sentences if row.post else [],
            "referrals": given.get(row.copy_of_id or row.pk, []),
            "part": (parts or {}).get(row.question_id),
            "can_move": row.pk not in firsts.values() and merging.can_be_moved(row, at),
            "can_undo": row.can_be_taken_back(at) and user is not None and row.author_id == user.pk,
        }
        for row in messages
    ]


_OURS = (MessageKind.REPLY, MessageKind.NOTE, MessageKind.CALL)


def _segments(message: Message) -> list[tuple[bool, str]]:
    if message.kind in _OURS:
        return []
    return message.post.segments if message.post else [(False, message.text)]


def with_all(messages: QuerySet) -> QuerySet:
    """Messages in order, with who wrote them and the files that came along."""
    files = Prefetch("files", QuestionFile.objects.order_by("pk"))
    related = messages.select_related("author", "post").defer("post__html")
    return related.prefetch_related(files, "post__attachments").order_by("at", "pk")


def question_page(question: Question, user: User, *, at: datetime) -> dict:
    """All of the question's page but the forms, in few queries: a desk opens hundreds of these a day."""
    messages = list(with_all(Message.objects.in_conversation(question)))
    referrals = list(Referral.objects.filter(question__in=Question.objects.with_parts(question).values("pk")))
    parts = _parts(question, messages)
    steps = [row for row in workflow.QUESTIONS.available(question, user) if _is_button(row, question)]
    history = list(question.history.select_related("by")[:STEPS_SHOWN])
    return {
        "question": question,
        "state": badge(question),
        "messages_shown": conversation(messages, referrals, user, at, parts),
        "parts": parts,
        "copied_to": [part for part in parts.values() if not part.is_of_same_person(question)],
        "seen": max((row.pk for row in messages), default=0),
        "terms": explaining.terms(question, at=at),
        "history": [_told(row) for row in history],
        "rearranged": _rearranged(question, history),
        "earlier": _earlier(question),
        "waiting_referrals": [row for row in referrals if row.message_id is None],
        "steps": steps,
        "next_steps": next_steps.offered(question, user),
        "can_handle": can_handle(user),
        "about": _about(question),
        "rating": getattr(question, "rating", None),
        "public_answer": public_answer(question),
        "can_make_public": public_answers.can_propose(question, user),
        "now": at,
    }


def _parts(question: Question, messages: list[Message]) -> dict[int, Question]:
    """What was merged into it, by key; asked only when there is something of it among the messages."""
    others = {row.question_id for row in messages} - {question.pk}
    return Question.objects.defer(*_HEAVY).in_bulk(others) if others else {}


def _rearranged(question: Question, history: list[QuestionHistory]) -> list[Rearrangement]:
    """What was put together or apart and can be undone."""
    may_be = len(history) == STEPS_SHOWN or any(row.act in merging.ACTS for row in history)
    if not may_be or question.anonymous_at:
        return []
    return list(Rearrangement.objects.standing().about(question).select_related("source", "target", "by")[:20])


def public_answer(question: Question) -> dict | None:
    """The entry that was made of the answer, with how often it was looked at and helped before somebody asked."""
    made = getattr(question, "public_answer", None)
    if made is None:
        return None
    told = {"subject_type": findable.SUBJECT_TYPE, "subject_id": made.entry_id}
    if not made.entry.is_published:
        state = made.entry.revisions.order_by("-pk").first().get_state_display()
        can_retry = not public_answers.stands(made)
        return {"entry": made.entry, "is_published": False, "state": state, "can_retry": can_retry}
    seen = Findable.objects.filter(**told).values_list("use_count", flat=True).first()
    helped = HelpedBefore.objects.filter(**told).count()
    return {"entry": made.entry, "is_published": True, "seen": seen or 0, "helped": helped}


def _is_button(transition, question: Question) -> bool:
    return transition.name in workflow.STATE_ACTS and transition.target != question.state


_ACTS = {
    "ask": "Binnengekomen",
    "changed": "Gewijzigd",
    "take_back": "Antwoord teruggehaald",
    "merged_here": "Andere vraag hierin opgegaan",
    "unmerge": "Samenvoegen ongedaan gemaakt",
    "unmerged_here": "Andere vraag gaat weer alleen verder",
    "split": "Bericht afgesplitst",
    "split_here": "Afgesplitst van een andere vraag",
    "moved": "Bericht verplaatst",
    "put_back": "Verplaatsen ongedaan gemaakt",
    "made_public": "Openbaar antwoord voorgesteld",
}


def _told(row) -> dict:
    known = workflow.QUESTIONS.transitions.get(row.act)
    label = known.label if known else _ACTS.get(row.act, row.act)
    return {"at": row.at, "by": row.by, "label": label, "note": row.note}


def _earlier(question: Question) -> QuerySet:
    """What the same person asked before."""
    same = Question.objects.from_person(question.asker, question.asker_email).exclude(pk=question.pk)
    return same.order_by("-asked_at").only("number", "subject", "state", "asked_at")[:EARLIER]


def _about(question: Question) -> list[tuple[str, str]]:
    organisation = question.organisation.name if question.organisation else question.organisation_name
    return [
        ("Naam", question.asker_name),
        ("E-mail", question.asker_email),
        ("Telefoon", question.asker_phone),
        ("Organisatie", organisation),
        ("Namens", question.on_behalf_of),
        ("Via", question.get_channel_display()),
        ("Gesteld", explaining.moment(question.asked_at)),
        ("Thema", ", ".join(lookup.label("theme", code) for code in question.themes)),
        ("Gebied", ", ".join(lookup.area_label(code) for code in question.areas)),
        ("Doelgroep", ", ".join(lookup.label("target-group", code) for code in question.target_groups)),
    ]


def standard_answers() -> QuerySet:
    return StandardAnswer.objects.only("title")[:200]


def filled(answer: StandardAnswer, question: Question, user: User) -> str:
    """A standard answer with its fields filled in; other braces stay as they are."""
    told = {"{naam}": question.asker_name or "lezer", "{nummer}": question.reference, "{behandelaar}": str(user)}
    text = answer.text
    for mark, value in told.items():
        text = text.replace(mark, value)
    return text
