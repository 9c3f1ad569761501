"""What the pages about advisory bodies show; names only of who consents."""

from datetime import date, datetime

from django.db.models import Count, Q

from loket.core import markdown
from loket.core.working_days import local_date
from loket.monitoring.steering import pages
from loket.monitoring.steering.advising import ADVICE
from loket.monitoring.steering.enums import AdviceState
from loket.monitoring.steering.models import Advice, Body, Member

SHOWN_MEETINGS = 12


def bodies_page(user) -> dict:
    """The public list."""
    published = Count("advice", filter=Q(advice__state=AdviceState.PUBLISHED), distinct=True)
    return {"bodies": list(Body.objects.filter(is_shown=True).annotate(published=published).order_by("kind", "name"))}


def body_page(body: Body, *, at: datetime) -> dict:
    """What everybody may read: members as they chose, meetings to come and gone, published advice."""
    today = local_date(at)
    meetings = list(body.meetings.order_by("held_on", "pk"))
    return {
        "body": body,
        "members": [member_line(row) for row in body.members.in_office(today)],
        "coming": [row for row in meetings if row.held_on >= today],
        "past": [row for row in reversed(meetings) if row.held_on < today][:SHOWN_MEETINGS],
        "advice": list(body.advice.filter(state=AdviceState.PUBLISHED)),
    }


def member_line(member: Member) -> dict:
    """A name only with consent; on whose behalf somebody sits is no secret."""
    has_consent = member.consent_on is not None
    return {"name": member.name if has_consent else "", "on_behalf": member.on_behalf, "role": member.role}


def advice_page(advice: Advice) -> dict:
    """One advice and what was done with it, as HTML."""
    texts = {name: markdown.to_html(getattr(advice, name)) for name in ("text", "response")}
    return {"advice": advice, "body": advice.body} | texts


def kept_page() -> dict:
    """For coordinators: all bodies with what waits in them."""
    waiting = Count("members", filter=Q(members__consent_on=None, members__refused_on=None), distinct=True)
    drafts = Count("advice", filter=Q(advice__state=AdviceState.DRAFT), distinct=True)
    bodies = Body.objects.annotate(waiting=waiting, drafts=drafts).order_by("kind", "name")
    return {"bodies": list(bodies), "tabs": pages.tabs("adviesgroepen")}


def kept_body_page(body: Body, user, *, at: datetime) -> dict:
    today = local_date(at)
    return {
        "body": body,
        "members": [_kept_member(row, today) for row in body.members.select_related("person")],
        "meetings": list(body.meetings.all()),
        "advice": [{"advice": row, "steps": ADVICE.available(row, user)} for row in body.advice.all()],
    }


def _kept_member(member: Member, today: date) -> dict:
    if member.consent_on:
        consent = {"label": "Naam staat op de site", "kind": "success"}
    elif member.refused_on:
        consent = {"label": "Wil de naam er niet bij", "kind": "inactive"}
    else:
        consent = {"label": "Nog geen toestemming", "kind": "warning"}
    is_over = member.until_on is not None and member.until_on < today
    return {"member": member, "consent": consent, "is_over": is_over}


def own_page(user, *, at: datetime) -> dict:
    """In which bodies somebody sits, and whether the name may be shown there."""
    members = Member.objects.in_office(local_date(at)).filter(person=user).select_related("body")
    return {"members": list(members)}
