"""What the register adds to other areas: menu, a kind in the facets, tasks of keepers, what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus
from loket.core.working_days import local_date
from loket.search import facets
from network.outside import findable
from network.outside.models import OutsideNetwork
from network.outside.permissions import can_keep

_AREA = "Netwerken buiten het loket"
_MOST = 10


def register() -> None:
    text = "Zie welke platforms, ROS'en en werkplaatsen er al zijn, en sluit aan."
    menus.register(menus.Page(menus.MEETING, _AREA, "outside_networks", "waypoints", 45, text=text))
    facets.name_code("kind", findable.KIND, _AREA)
    my_loket.register_tasks(tasks)
    privacy.register_export("netwerken buiten het loket", _export)
    privacy.register_erasure("netwerken buiten het loket", _erase)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For keepers: proposals, and what is due for its yearly look."""
    if not can_keep(user):
        return
    for network in OutsideNetwork.objects.filter(state="proposed").order_by("created_at")[:_MOST]:
        yield my_loket.Task(network.name, network.get_absolute_url(), _AREA, "Voorstel om te beoordelen")
    today = local_date(timezone.now())
    for network in OutsideNetwork.objects.to_check(today)[:_MOST]:
        yield my_loket.Task(
            network.name, network.get_absolute_url(), _AREA, "Klopt dit nog?", network.next_check, is_late=True
        )


def _export(user: User) -> list[dict]:
    rows = OutsideNetwork.objects.filter(proposer=user)
    return [{"netwerk": row.name, "voorgesteld": row.created_at.isoformat(), "stand": row.state} for row in rows]


def _erase(user: User, *, at: datetime) -> None:
    """The register stays; who proposed it goes."""
    OutsideNetwork.objects.filter(proposer=user).update(proposer=None)
