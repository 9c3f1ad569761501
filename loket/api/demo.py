"""Demo content: the connections of the partner of the demo. The receiver does not exist, so the webhook is paused."""

import uuid
from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.api import hearing, tokens
from loket.api.enums import Happening, Scope
from loket.api.models import Token

_MADE_BEFORE = timedelta(days=60)
_LIFE = timedelta(days=180)
_HEARD = [Happening.ENTRY_PUBLISHED, Happening.ENTRY_CHANGED, Happening.EVENT_OPENED, Happening.PROPOSAL_DECIDED]


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """A token that works, one that was withdrawn, and a webhook. Nobody knows the texts of the tokens."""
    if Token.objects.exists():
        return
    partner = User.objects.select_related("organisation").get(email=address(Role.PARTNER))
    made_at = at - _MADE_BEFORE
    for name, scopes in (("Koppeling met onze website", list(Scope)), ("Proef met de agenda", [Scope.EVENTS])):
        told = {"name": name, "scopes": scopes, "person": partner, "form_key": uuid.uuid4()}
        token, _ = tokens.make(partner.organisation, **told, expires_at=made_at + _LIFE, by=partner, at=made_at)
    tokens.withdraw(token, by=partner, at=made_at + timedelta(days=14))
    webhook = hearing.subscribe(
        partner.organisation,
        name="Nieuws op onze website (voorbeeld)",
        url="https://ontvanger.example.org/loket",
        happenings=_HEARD,
        by=partner,
        at=made_at,
    )
    hearing.pause(webhook, by=partner, at=made_at)
    say("Twee tokens en een webhook van de partner.")
