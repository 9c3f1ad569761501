"""What the pages of the expert group need; read-only."""

from datetime import datetime

from loket.core import markdown
from loket.core.working_days import local_date
from servicedesk import mentions
from servicedesk.consulting.enums import STANDING_STATES, ConsultationState
from servicedesk.consulting.models import Adviser, Consultation
from servicedesk.consulting.workflow import CONSULTATIONS, members
from servicedesk.models import Question
from servicedesk.permissions import can_see_desk

SHOWN = 100
_KINDS = {ConsultationState.ASKED: "warning", ConsultationState.ADVISED: "success"}


def badge(consultation: Consultation, at: datetime) -> dict:
    is_late = consultation.state == ConsultationState.ASKED and consultation.due_on < local_date(at)
    if is_late:
        return {"label": "Advies is te laat", "kind": "danger"}
    kind = _KINDS.get(ConsultationState(consultation.state), "inactive")
    return {"label": consultation.get_state_display(), "kind": kind}


def overview(user, *, at: datetime) -> dict:
    """What lies before the group, and what is done."""
    seen = Consultation.objects.visible_to(user).select_related("question")
    standing = seen.filter(state__in=STANDING_STATES).order_by("due_on", "pk")[:SHOWN]
    done = seen.exclude(state__in=STANDING_STATES).order_by("-asked_at")[:SHOWN]
    return {
        "standing": [{"row": row, "badge": badge(row, at)} for row in standing],
        "done": [{"row": row, "badge": badge(row, at)} for row in done],
        "is_desk": can_see_desk(user),
        "members": members(local_date(at)),
    }


def page(consultation: Consultation, user, *, at: datetime) -> dict:
    """One consultation with the advices; the question itself is a link for the desk alone."""
    advices = list(consultation.advices.select_related("adviser"))
    return {
        "consultation": consultation,
        "html": markdown.to_html(consultation.text),
        "badge": badge(consultation, at),
        "advices": [{"row": row, "html": markdown.to_html(row.text)} for row in advices],
        "steps": [row for row in CONSULTATIONS.available(consultation, user) if row.name != "advise"],
        "can_advise": not can_see_desk(user) and CONSULTATIONS.can(consultation, "advise", user),
        "is_desk": can_see_desk(user),
    }


def proposed(question: Question) -> dict:
    """What the form begins with: the question behind the question, else as it was asked."""
    return {"title": question.subject, "text": question.found or question.asked}


def found_in(text: str, title: str, question: Question) -> list[mentions.Mention]:
    """What looks like something of a person, to be looked at before it goes to the group."""
    return mentions.find(f"{title}\n{text}", question)


def all_members() -> list[Adviser]:
    return list(Adviser.objects.select_related("person", "person__organisation"))
