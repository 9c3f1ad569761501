"""Mails about somebody's own account. They leave through the outbox, written with the change that causes them."""

from datetime import datetime

from loket.core import outbox

# One sentence per change of an account; the mail around it is the same for all of them.
CHANGES = {
    "email_changed": "Uw e-mailadres is gewijzigd",
    "email_confirm": "Uw e-mailadres is bevestigd",
    "email_deleted": "Een e-mailadres is van uw account verwijderd",
    "password_changed": "Uw wachtwoord is gewijzigd",
    "password_reset": "U hebt een nieuw wachtwoord",
    "password_set": "Uw account heeft nu een wachtwoord",
    "recovery_codes_generated": "U hebt nieuwe herstelcodes",
    "totp_activated": "De app voor inlogcodes is ingesteld",
    "totp_deactivated": "De app voor inlogcodes is uitgezet",
    "webauthn_added": "Een toegangssleutel is toegevoegd",
    "webauthn_removed": "Een toegangssleutel is verwijderd",
    "account_connected": "Uw account is gekoppeld aan dat van uw organisatie",
    "account_disconnected": "De koppeling met het account van uw organisatie is verwijderd",
    "roles_changed": "Uw rollen zijn gewijzigd",
    "account_deleted": "Uw account is verwijderd",
}
SAME_MAIL = {"email_confirmation_signup": "email_confirmation"}


def send(name: str, *, to: str, context: dict, at: datetime) -> None:
    """Write the mail called ``name``: a change of the account, or a mail with templates of its own."""
    if name in CHANGES:
        outbox.queue(to=to, template="account/change", context=context | {"change": CHANGES[name], "at": at}, at=at)
    else:
        outbox.queue(to=to, template=f"account/{SAME_MAIL.get(name, name)}", context=context, at=at)


def send_once(name: str, key: str, *, to: str, context: dict, at: datetime) -> bool:
    """Write the mail called ``name`` unless one with this key was written before; says whether it was written."""
    written = outbox.queue(to=to, template=f"account/{name}", context=context, at=at, dedupe_key=key)
    return written is not None
