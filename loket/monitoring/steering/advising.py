"""Keeping the advisory bodies: members and their consent, meetings, advice."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from loket.core.workflow import Transition, Workflow
from loket.core.working_days import local_date
from loket.monitoring.steering import notifications
from loket.monitoring.steering.enums import AdviceState
from loket.monitoring.steering.models import Advice, AdviceHistory, Body, Meeting, Member
from loket.monitoring.steering.permissions import can_steer, is_member

IN_PERSON = "Zelf gegeven in het loket"
_MEMBER = ["person", "name", "on_behalf", "role", "from_on", "until_on"]
_CONSENT = ["consent_on", "consent_how"]
_ADVICE = ["title", "given_on", "text", "response"]
ONLY_COORDINATORS = "Alleen een coördinator doet dit."

ADVICE = Workflow(
    (
        Transition("publish", frozenset({AdviceState.DRAFT}), AdviceState.PUBLISHED, can_steer, "Publiceren"),
        Transition("withdraw", frozenset({AdviceState.PUBLISHED}), AdviceState.DRAFT, can_steer, "Van de site halen"),
    ),
    history=lambda: AdviceHistory,
)


def keep_body(body: Body, *, by) -> Body:
    _require(by)
    if not body.slug:
        plain = slugify(body.name)[:100].strip("-") or "groep"
        is_taken = plain in ("nieuw", "mijn") or Body.objects.filter(slug=plain).exists()
        body.slug = f"{plain}-{secrets.token_hex(3)}" if is_taken else plain
    body.save()
    return body


@transaction.atomic
def keep_member(member: Member, *, by, at: datetime) -> Member:
    """Write a member. Who has an account is asked, once, whether the name may be shown, and says so in person."""
    _require(by)
    is_new = member.pk is None
    # What somebody with an account said about the own name meanwhile stays.
    consent = [] if member.person_id else _CONSENT
    member.save(update_fields=None if is_new else [*_MEMBER, *consent])
    if is_new and member.person_id and member.person.is_active:
        notifications.asked_for_consent(member, at=at)
    return member


def keep_part(part: Meeting | Advice, *, by) -> Meeting | Advice:
    """Write a meeting or an advice; whether an advice is public changes by ``step_advice`` alone."""
    _require(by)
    part.save(update_fields=_ADVICE if part.pk and isinstance(part, Advice) else None)
    return part


def remove_part(part: Member | Meeting | Advice, *, by) -> None:
    _require(by)
    part.delete()


def step_advice(advice: Advice, name: str, *, by, at: datetime) -> None:
    published = {"published_at": at} if name == "publish" else {}
    ADVICE.apply(advice, name, by=by, at=at, **published)


def answer_consent(member: Member, *, is_given: bool, by, at: datetime) -> None:
    """A member says whether the name may stand on the public page; it can be taken back at any moment."""
    if not is_member(by, member):
        raise PermissionDenied("Alleen het lid zelf zegt of de naam erbij mag.")
    today = local_date(at)
    given = {"consent_on": today, "consent_how": IN_PERSON, "refused_on": None}
    refused = {"consent_on": None, "consent_how": "", "refused_on": today}
    told = given if is_given else refused
    Member.objects.filter(pk=member.pk).update(**told)
    for field, value in told.items():
        setattr(member, field, value)


def _require(by) -> None:
    if not can_steer(by):
        raise PermissionDenied(ONLY_COORDINATORS)
