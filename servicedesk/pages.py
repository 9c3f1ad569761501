"""What the pages of the desk need, fetched in one place; read-only."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from loket.accounts.models import User
from loket.catalogue import findable
from loket.catalogue.enums import OPEN_STATES
from loket.core import markdown
from loket.core.working_days import local_date
from loket.post.models import MessageAttachment
from loket.search.models import Findable
from loket.vocabulary import lookup
from servicedesk import explaining, merging, next_steps, public_answers, scanning, warning, workflow
from servicedesk.enums import MessageKind, State
from servicedesk.models import (
    HelpedBefore,
    Message,
    Question,
    QuestionFile,
    QuestionHistory,
    Rearrangement,
    Referral,
    Scan,
    StandardAnswer,
)
from servicedesk.models.question import GUIDE
from servicedesk.permissions import can_handle

EARLIER = 5
STEPS_SHOWN = 30
_HEAVY = ("lexemes", "gist", "asked", "found", *(name for name, _ in GUIDE))
_IN_LIST = (
    "number",
    "subject",
    "state",
    "channel",
    "asker_name",
    "asker_email",
    "organisation_name",
    "themes",
    "tags",
    "next_due_at",
    "changed_at",
    "assignee__name",
    "assignee__email",
)
_KINDS = {
    State.NEW: "warning",
    State.REOPENED: "warning",
    State.WORKING: "neutral",
    State.ANSWERED: "success",
    State.CLOSED: "inactive",
    State.MERGED: "inactive",
}


def rows(questions: QuerySet) -> QuerySet:
    """With no more than a list shows."""
    return questions.select_related("assignee").only(*_IN_LIST)


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
            "files": [(file, scanning.label(file["verdict"])) for file in row.files_shown],
            "attachments": [(file, scanning.label(file["verdict"])) for file in row.attachments_shown],
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
    """Messages in order, with who wrote them, and the files that came along: all in one query."""
    files = QuestionFile.objects.filter(message=Coalesce(OuterRef("copy_of"), OuterRef("pk")))
    attachments = MessageAttachment.objects.filter(message=OuterRef("post"))
    related = messages.select_related("author", "post").defer("post__html")
    shown = related.annotate(files_shown=_shown(files), attachments_shown=_shown(attachments))
    return shown.order_by("at", "pk")


def _shown(files: QuerySet) -> ArraySubquery:
    """What a page tells of files, with the verdict of the scanner."""
    verdict = Subquery(Scan.objects.filter(sha256=OuterRef("sha256")).values("verdict"))
    told = JSONObject(pk="pk", name="name", size="size", verdict=verdict)
    return ArraySubquery(files.order_by("pk").values(told=told))


def question_page(question: Question, user: User, *, at: datetime) -> dict:
    """All of the question's page but the forms, in few queries: a desk opens hundreds of these a day."""
    messages = list(_with_part(with_all(Message.objects.in_conversation(question))))
    referrals = list(Referral.objects.filter(question__in=Question.objects.with_parts(question).values("pk")))
    parts = {row.question_id: row.question for row in messages if row.question_id != question.pk}
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


def _with_part(messages: QuerySet) -> QuerySet:
    """With the question that each belongs to: it may be one that was merged into this one."""
    return messages.select_related("question").defer(*(f"question__{name}" for name in _HEAVY), "post__html")


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
    if not made.entry.is_published:
        revisions = list(made.entry.revisions.order_by("-pk").only("entry", "state"))
        can_retry = not any(row.state in OPEN_STATES for row in revisions)
        state = revisions[0].get_state_display()
        return {"entry": made.entry, "is_published": False, "state": state, "can_retry": can_retry}
    told = {"subject_type": findable.SUBJECT_TYPE, "subject_id": made.entry_id}
    helped = HelpedBefore.objects.filter(**told).values("subject_id").annotate(count=Count("pk")).values("count")
    counts = Findable.objects.filter(**told).values_list("use_count", Coalesce(Subquery(helped), 0)).first()
    seen, helped_before = counts or (0, 0)
    return {"entry": made.entry, "is_published": True, "seen": seen, "helped": helped_before}


def _is_button(transition, question: Question) -> bool:
    return transition.name in workflow.STATE_ACTS and transition.target != question.state


_ACTS = {
    "ask": "Binnengekomen",
    "changed": "Gewijzigd",
    "imported": "Overgenomen van een eerdere helpdesk",
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
        ("Gebracht door", _bringer(question)),
        ("Oud nummer", _original(question)),
        ("Via", question.get_channel_display()),
        ("Gesteld", explaining.moment(question.asked_at)),
        ("Thema", ", ".join(lookup.label("theme", code) for code in question.themes)),
        ("Gebied", ", ".join(lookup.area_label(code) for code in question.areas)),
        ("Doelgroep", ", ".join(lookup.label("target-group", code) for code in question.target_groups)),
    ]


def _bringer(question: Question) -> str:
    """Who asked for the asker, and as what."""
    found = getattr(question, "bringer", None)
    if found is None:
        return ""
    who = ", ".join(filter(None, [found.name, found.organisation_name]))
    return f"{who} ({found.get_capacity_display()})" if who else found.get_capacity_display()


def _original(question: Question) -> str:
    found = getattr(question, "imported", None)
    return found.original if found else ""


def standard_answers() -> QuerySet:
    return StandardAnswer.objects.only("title")[:200]


def standard_texts() -> list[StandardAnswer]:
    """With their texts, for a page that puts one in by itself."""
    return list(StandardAnswer.objects.all()[:50])


def filled(answer: StandardAnswer, question: Question, user: User) -> str:
    """A standard answer with its fields filled in; other braces stay as they are."""
    told = {"{naam}": question.asker_name or "lezer", "{nummer}": question.reference, "{behandelaar}": str(user)}
    text = answer.text
    for mark, value in told.items():
        text = text.replace(mark, value)
    return text
