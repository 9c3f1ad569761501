"""What the pages of the desk need, fetched in one place; read-only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import cached_property

from loket.accounts.models import User
from loket.core import markdown
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from servicedesk import explaining, next_steps, warning, workflow
from servicedesk.enums import MessageKind, State
from servicedesk.models import Message, Question, QuestionFile, StandardAnswer
from servicedesk.models.question import GUIDE
from servicedesk.permissions import can_handle

PAGE_SIZE = 25
COUNTED = 1_000
EARLIER = 5
_HEAVY = ("lexemes", "asked", "found", *(name for name, _ in GUIDE))
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


def conversation(messages: list[Message], user, at: datetime) -> list[dict]:
    """Each message with its text as it is shown: Markdown of ours, plain of theirs with quotations folded."""
    return [
        {
            "message": row,
            "html": markdown.to_html(row.text) if row.kind in _OURS else "",
            "segments": _segments(row),
            "files": list(row.files.all()),
            "attachments": list(row.post.attachments.all()) if row.post else [],
            "notes": row.post.note_sentences if row.post else [],
            "referrals": list(row.referrals.all()),
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
    files = Prefetch("files", QuestionFile.objects.order_by("pk"))
    related = messages.select_related("author", "post").defer("post__html")
    return related.prefetch_related(files, "referrals", "post__attachments").order_by("at", "pk")


def question_page(question: Question, user: User, *, at: datetime) -> dict:
    """All of the question's page but the forms."""
    messages = list(with_all(question.messages.all()))
    steps = [row for row in workflow.QUESTIONS.available(question, user) if _is_button(row, question)]
    return {
        "question": question,
        "state": badge(question),
        "messages_shown": conversation(messages, user, at),
        "seen": max((row.pk for row in messages), default=0),
        "terms": explaining.terms(question, at=at),
        "history": [_told(row) for row in question.history.select_related("by")[:30]],
        "earlier": _earlier(question),
        "waiting_referrals": list(question.referrals.waiting()),
        "steps": steps,
        "next_steps": next_steps.offered(question, user),
        "can_handle": can_handle(user),
        "standard": StandardAnswer.objects.only("title")[:50],
        "about": _about(question),
        "rating": getattr(question, "rating", None),
        "now": at,
    }


def _is_button(transition, question: Question) -> bool:
    return transition.name in workflow.STATE_ACTS and transition.target != question.state


_ACTS = {
    "ask": "Binnengekomen",
    "changed": "Gewijzigd",
    "take_back": "Antwoord teruggehaald",
    "split": "Afgesplitst",
    "moved": "Bericht verplaatst",
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


def filled(answer: StandardAnswer, question: Question, user: User) -> str:
    """A standard answer with its fields filled in; other braces stay as they are."""
    told = {"{naam}": question.asker_name or "lezer", "{nummer}": question.reference, "{behandelaar}": str(user)}
    text = answer.text
    for mark, value in told.items():
        text = text.replace(mark, value)
    return text


def follow_page(question: Question, *, at: datetime) -> dict:
    """What the asker sees: nothing of what is internal."""
    messages = list(with_all(question.messages.for_asker(at)))
    closes_at = question.changed_at + workflow.CLOSES_AFTER
    return {
        "question": question,
        "state_kind": _KINDS.get(State(question.state), "neutral"),
        "messages_shown": conversation(messages, None, at),
        "seen": max((row.pk for row in messages), default=0),
        "next": _next(question, closes_at),
        "referrals": list(question.referrals.given(at)),
        "has_rating": hasattr(question, "rating"),
        "is_closed": question.state == State.CLOSED,
        "may_react": question.state != State.MERGED,
    }


def _next(question: Question, closes_at: datetime) -> str:
    """What happens next and by when, in one or two sentences."""
    match question.state:
        case State.WAIT_ASKER:
            return "Wij hebben u iets gevraagd. Zolang u niet reageert, staat onze termijn stil."
        case State.ANSWERED:
            return f"Bent u zo geholpen? Reageert u niet, dan sluiten wij de vraag op {local_date(closes_at):%d-%m-%Y}."
        case State.CLOSED:
            return "Deze vraag is gesloten. Klopt het antwoord niet? Reageer dan, dan gaat de vraag weer open."
        case State.MERGED:
            return "Deze vraag is samengevoegd met een andere vraag van u. Daar gaan wij verder."
    if question.answered_at is None:
        first = explaining.moment(min(question.answer_due_at, question.solve_due_at))
        return f"U krijgt uiterlijk {first} een eerste antwoord van ons."
    return f"Wij streven ernaar dat uw vraag uiterlijk {explaining.moment(question.solve_due_at)} is opgelost."
