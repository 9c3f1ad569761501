"""Answering: yes, no, maybe, or a colleague instead. Only *yes* takes a place, by the one way that there is."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts.models import User
from network.events import registering
from network.events.enums import ACTIVE
from network.events.models import Registration
from network.invitations import notifications
from network.invitations.audience import MONTH, MOST_PER_MONTH
from network.invitations.enums import Answer
from network.invitations.models import Invitation, InvitationHistory, OptOut

NOT_YOURS = "Deze uitnodiging is voor een ander adres. Log uit, of meld u zelf aan op de bladzijde van de bijeenkomst."


def is_of_another(invitation: Invitation, user) -> bool:
    """Whether who is signed in is somebody else than who was invited."""
    return bool(user and user.is_authenticated and user.pk != invitation.person_id)


def accept(invitation: Invitation, *, by, at: datetime) -> Registration:
    """Yes: registers the invited person as anybody else; on a full event that is the waiting list (hard case 6).

    Raises ``places.Busy``, ``PermissionDenied`` for somebody else, ``ValidationError`` when it is closed.
    """
    with transaction.atomic():
        held = _held(invitation, by)
        registration = _registered(held, at)
        _answered(held, Answer.YES, by=by, at=at, registration=registration)
    invitation.refresh_from_db()
    return registration


def decline(invitation: Invitation, *, by, at: datetime) -> None:
    """No; a place that this invitation gave goes to the next."""
    with transaction.atomic():
        held = _held(invitation, by)
        if held.registration and held.registration.state in ACTIVE and at < held.event.starts_at:
            registering.cancel(held.registration, by=None, at=at)
        _answered(held, Answer.NO, by=by, at=at)
    invitation.refresh_from_db()


def consider(invitation: Invitation, *, by, at: datetime) -> None:
    """Maybe: keeps no place. Raises ``ValidationError`` for who has one."""
    with transaction.atomic():
        held = _held(invitation, by)
        _require_open(held, at)
        if held.registration and held.registration.state in ACTIVE:
            raise ValidationError("U bent aangemeld. Kunt u toch niet komen? Kies dan “Nee, ik kom niet”.")
        _answered(held, Answer.MAYBE, by=by, at=at)
    invitation.refresh_from_db()


def send_colleague(invitation: Invitation, name: str, email: str, *, by, at: datetime) -> Invitation:
    """Invite a colleague instead, once. Raises ``ValidationError`` when that cannot be."""
    with transaction.atomic():
        held = _held(invitation, by)
        _require_open(held, at)
        if held.sender_id or hasattr(held, "sent_on"):
            raise ValidationError("Een uitnodiging kunt u één keer doorgeven.")
        if held.registration and held.registration.state in ACTIVE:
            raise ValidationError("U bent zelf aangemeld. Meld u eerst af.")
        made = _passed_on(held, name, email, at)
        _answered(held, Answer.COLLEAGUE, by=by, at=at)
        notifications.passed_on(made, at=at)
    invitation.refresh_from_db()
    return made


def opt_out(key: str, *, at: datetime) -> None:
    """No invitations any more to this mailbox."""
    OptOut.objects.get_or_create(address_key=key, defaults={"since": at})


def opt_in(key: str) -> None:
    OptOut.objects.filter(address_key=key).delete()


def _held(invitation: Invitation, by) -> Invitation:
    """The invitation as it stands now, until the end of the transaction. Raises ``PermissionDenied`` for another."""
    if is_of_another(invitation, by):
        raise PermissionDenied(NOT_YOURS)
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("event", "person__organisation", "registration", "round").get(pk=invitation.pk)


def _registered(held: Invitation, at: datetime) -> Registration:
    known = {"name": held.name, "email": held.email, "sector": held.sector, "level": held.level}
    person = held.person
    try:
        if person is None:
            return registering.vouched(held.event, registering.Asking(**known), at=at)
        organisation = person.organisation.name if person.organisation else ""
        asking = registering.Asking(**known, person=person, organisation=organisation)
        return registering.register(held.event, asking, at=at)
    except registering.AlreadyRegistered as found:
        return found.registration


def _passed_on(held: Invitation, name: str, email: str, at: datetime) -> Invitation:
    key = registering.address_key(email)
    recent = Invitation.objects.since(at - MONTH).filter(address_key=key).count()
    if OptOut.objects.filter(address_key=key).exists() or recent >= MOST_PER_MONTH:
        raise ValidationError("Dit adres kunnen wij nu geen uitnodiging sturen. Stuur uw collega zelf een bericht.")
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                event=held.event,
                sender=held,
                person=person,
                name=name,
                email=email,
                address_key=key,
                sector=person.sector if person else "",
                level=person.level if person else "",
                invited_at=at,
            )
    except IntegrityError as error:
        raise ValidationError("Deze collega is al uitgenodigd.") from error


def _answered(held: Invitation, answer: Answer, *, by, at: datetime, **changes) -> None:
    before = held.answer
    Invitation.objects.filter(pk=held.pk).update(answer=answer, answered_at=at, **changes)
    known = by if by and by.pk else None
    InvitationHistory.objects.create(
        subject=held, at=at, by=known, act="answer", from_state=before, to_state=answer.value
    )


def _require_open(held: Invitation, at: datetime) -> None:
    if not held.event.takes_registrations(at):
        raise ValidationError("U kunt zich voor deze bijeenkomst niet (meer) aanmelden.")
