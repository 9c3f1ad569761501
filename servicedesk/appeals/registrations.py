"""What calls for questions add: a link in the menus and among the desk's tools, and one on the question's page."""

from django.urls import reverse

from loket.accounts import privacy
from loket.core import menus
from loket.search import facets
from servicedesk import forgetting, lists, next_steps
from servicedesk.appeals import findable
from servicedesk.appeals.models import Response
from servicedesk.appeals.permissions import can_see_desk
from servicedesk.enums import Channel


def register() -> None:
    next_steps.register(next_steps.NextStep(5, "megaphone", _appeal_of))
    menus.register(menus.Page(menus.CONTACT, "Oproepen", "appeals", "megaphone", 20))
    menus.register(menus.Page(lists.TOOLS, "Oproepen", "desk_appeals", "megaphone", 20, allowed=can_see_desk))
    facets.name_code("kind", findable.KIND, "Oproepen")
    forgetting.also_forget(_forget)
    privacy.register_export("oproepen", _export)
    privacy.register_erasure("oproepen", _erase)


def _appeal_of(question, user) -> tuple[str, str] | None:
    """The call by which a question came in."""
    if question.channel != Channel.CALL:
        return None
    found = Response.objects.filter(question=question).select_related("appeal").first()
    return (f"Oproep: {found.appeal}", reverse("desk_appeal", args=[found.appeal_id])) if found else None


def _export(user) -> list[dict]:
    rows = Response.objects.filter(question__asker=user).select_related("appeal")
    return [{"oproep": row.appeal.title, "antwoorden": row.answers} for row in rows]


def _forget(question) -> None:
    Response.objects.filter(question=question).update(answers=[])


def _erase(user, *, at) -> None:
    """The answers can hold anything; the question itself is made anonymous by the desk."""
    Response.objects.filter(question__asker=user).update(answers=[])
