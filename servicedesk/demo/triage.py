"""Kept lists, an absence, and questions that a partner and an Xpert brought; once."""

import uuid
from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.working_days import local_date
from servicedesk import bringing, keeping_views
from servicedesk.models import Absence, Bringer, SavedView

VIEWS = (
    ("School, nieuw", "lijst=nieuw&q=school", True),
    ("Te laat: bewegen", "lijst=te-laat&theme=bewegen", False),
    ("Per telefoon", "lijst=open&channel=phone", True),
)
BROUGHT = (
    (
        Role.PARTNER,
        "Sanne Voorbeeld",
        "Welzijn (voorbeeld)",
        "Onze vrijwilligers zien veel eenzame ouderen. Wat werkt?",
    ),
    (Role.XPERT, "Ravi Proefman", "Gemeente (voorbeeld)", "Hoe houden wij bestuurders bij een rookvrij sportpark?"),
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """``at``: the moment that counts as now."""
    staff = User.objects.get(email=address(Role.SERVICEDESK))
    if SavedView.objects.exists() or Bringer.objects.exists():
        return
    for name, query, is_shared in VIEWS:
        keeping_views.keep(name, query, is_shared=is_shared, by=staff)
    for number, (role, name, organisation, text) in enumerate(BROUGHT):
        told = {"name": name, "email": f"namens{number}@voorbeeld.nl", "organisation": organisation, "text": text}
        told |= {"for_whom": "", "tried": "", "theme": "", "submission": uuid.uuid5(uuid.NAMESPACE_URL, name)}
        bringing.bring(told, by=User.objects.get(email=address(role)), at=at - timedelta(hours=5 + number))
    colleague = User.objects.with_role(Role.SERVICEDESK).exclude(pk=staff.pk).first()
    if colleague is not None:
        today = local_date(at)
        days = {"first_day": today - timedelta(days=1), "last_day": today + timedelta(days=6)}
        Absence.objects.create(person=colleague, stand_in=staff, **days)
    say(f"{SavedView.objects.count()} bewaarde lijsten, {Bringer.objects.count()} vragen namens iemand anders.")
