"""What the pages about groups of questions need, fetched in one place; read-only."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, QuerySet

from servicedesk import alike
from servicedesk.collective import finding, permissions, reports, settling
from servicedesk.collective.enums import LIVE_STATES, GroupState, Standing, Way
from servicedesk.collective.models import Group, Member
from servicedesk.models import Message, Question
from servicedesk.models.question import GUIDE

PAGE_SIZE = 25
MORE_SHOWN = 6
LATELY = timedelta(days=365)
_HEAVY = tuple(f"question__{name}" for name in ("lexemes", "gist", *(name for name, _ in GUIDE)))
_KINDS = {GroupState.PROPOSED: "warning", GroupState.CONFIRMED: "neutral", GroupState.SETTLED: "success"}
TABS = (
    ("voorgesteld", "Voorgesteld", GroupState.PROPOSED),
    ("bezig", "Bevestigd", GroupState.CONFIRMED),
    ("afgerond", "Afgerond", GroupState.SETTLED),
    ("niet", "Niet samen", GroupState.DISMISSED),
)
_ACTS = {
    "propose": "Voorgesteld",
    "put_in": "Vraag erbij gezet",
    "split_off": "Vraag eruit gehaald",
    "rename": "Andere naam",
    "leads_to": "Voorstel gemaakt",
    "let_go": "Voorstel losgelaten",
    "unsettle": "Teruggehaald",
}


def overview(slug: str, page: str | None, *, at: datetime) -> dict:
    """The groups in one state, with how many there are in each."""
    shown = next((row for row in TABS if row[0] == slug), TABS[0])
    numbers = dict(Group.objects.order_by().values_list("state").annotate(Count("pk")))
    inside = Count("members", filter=~Q(members__standing=Standing.OUT))
    groups = Group.objects.filter(state=shown[2]).annotate(size=inside).order_by("-changed_at", "-pk")
    return {
        "label": shown[1],
        "tabs": [
            {"label": label, "url": f"?stand={name}", "is_current": name == shown[0], "count": numbers.get(state, 0)}
            for name, label, state in TABS
        ],
        "page": Paginator(groups, PAGE_SIZE).get_page(page),
        "figures": figures(at - LATELY, at),
    }


def figures(start: datetime, end: datetime) -> list[dict]:
    """The key figures of a period."""
    found = reports.counts(start, end)
    labels = dict(Way.choices)
    told = [{"label": "Vragen samen beantwoord", "value": str(found.questions), "note": "afgelopen jaar"}]
    for way, (groups, questions) in found.by_way.items():
        told.append({"label": labels[way], "value": str(groups), "note": f"{questions} vragen"})
    return told


def badge(group: Group) -> dict:
    return {"label": group.get_state_display(), "kind": _KINDS.get(GroupState(group.state), "inactive")}


def group_page(group: Group, user, *, at: datetime) -> dict:
    """One group: who is in it and why, what can be done, and what came of it."""
    members = list(_members(group))
    is_proposed = group.state == GroupState.PROPOSED
    inside = [row for row in members if row.standing == Standing.IN or (is_proposed and row.standing != Standing.OUT)]
    later = [row for row in members if row.standing == Standing.SUGGESTED and not is_proposed]
    can_handle = permissions.can_handle(user)
    unanswered = [row for row in inside if row.standing == Standing.IN and row.message_id is None]
    return {
        "group": group,
        "state": badge(group),
        "members": inside,
        "out": [row for row in members if row.standing == Standing.OUT],
        "shared": shared(group),
        "more": _more(group, inside, later, at) if can_handle and group.state in LIVE_STATES else [],
        "unanswered": len(unanswered),
        "can_handle": can_handle,
        "can_join": bool(group.led_to_id) and settling.can_be_joined(group, user),
        "can_take_back": any(row.message and row.message.can_be_taken_back(at) for row in inside) and can_handle,
        "registered": reports.registered(group) if group.way == Way.EVENT else None,
        "history": [_told(row) for row in group.history.select_related("by")[:30]],
    }


def _members(group: Group) -> QuerySet:
    related = ("question", "question__assignee", "message")
    return group.members.select_related(*related).defer(*_HEAVY).order_by("question__asked_at", "pk")


def shared(group: Group) -> list[tuple[str, str]]:
    """What its questions share, in words."""
    labels = {"theme": "Thema", "target-group": "Doelgroep", "area": "Gebied"}
    told = [(labels[name], alike.label(name, code)) for name, code in group.facets]
    first = group.members.order_by("pk").select_related("question").first()
    words = alike.surfaces(first.question, group.lexemes)[:8] if first else []
    return [*told, ("Woorden", ", ".join(words))]


def _more(group: Group, members: list[Member], later: list[Member], at: datetime) -> list[dict]:
    """What was found since, and others that ask the same as the first of them: looked for when the page is shown."""
    told = [{"question": row.question, "reason": row.reason} for row in later]
    first = Question.objects.filter(pk=members[0].question_id).first() if members else None
    if first is None:
        return told
    known = set(group.members.values_list("question_id", flat=True))
    found = alike.to(first, finding.open_and_recent(first, at).exclude(pk__in=known), limit=MORE_SHOWN)
    return told + [{"question": row.question, "reason": alike.reason(first, row.lexemes, row.facets)} for row in found]


def _told(row) -> dict:
    labels = {"confirm": "Bevestigd", "dismiss": "Niet samen", "reopen": "Toch samen", "settle": "Afgerond"} | _ACTS
    return {"at": row.at, "by": row.by, "label": labels.get(row.act, row.act), "note": row.note}


def tell_page(group: Group) -> dict:
    """Who gets the answer, and the last message of each that the writer has before them."""
    members = list(_members(group).unanswered())
    numbers = [row.question_id for row in members]
    last = Message.objects.filter(question__in=numbers).order_by().values_list("question").annotate(Max("pk"))
    seen = dict(last)
    return {
        "group": group,
        "members": [{"member": row, "seen": seen.get(row.question_id, 0)} for row in members],
        "joins": group.led_to_title,
    }


def new_page(question: Question, *, at: datetime) -> dict:
    """A question with those that ask the same, to make a group of."""
    found = alike.to(question, finding.open_and_recent(question, at), limit=finding.COMPARED)
    rows = [{"question": row.question, "reason": alike.reason(question, row.lexemes, row.facets)} for row in found]
    return {"question": question, "rows": rows, "found": found}
