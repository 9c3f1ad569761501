"""What networks add to other areas: mail, tasks, a panel, tabs, a kind in the facets, and what is kept of a person."""

from collections.abc import Iterator

from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import panels as entry_panels
from loket.catalogue.partners import sections
from loket.core import menus, retention
from loket.core.working_days import local_date
from loket.post import routing
from loket.search import audience, facets
from network.events import panels as event_panels
from network.learning import elsewhere, filing, findable, forgetting, panels, permissions, receiving
from network.learning.enums import MembershipState, NetworkState, Role
from network.learning.models import Agreement, HeldMail, Invitation, LearningNetwork, Membership

SHOWN = 5
MOST_TASKS = 20
_AREA = "Netwerken"


def register() -> None:
    routing.register(receiving.route())
    facets.name_code("kind", findable.KIND, "Lerende netwerken")
    audience.register(findable.tokens_of)
    menus.register(menus.Page(menus.MAIN, "Netwerken", "learning_networks", "users", 32))
    text = "Leer een tijd samen aan één vraag: met gesprekken, bijeenkomsten en afspraken."
    menus.register(menus.Page(menus.MEETING, "Lerende netwerken", "learning_networks", "users", 30, text=text))
    entry_panels.register(_WITH_ENTRY)
    event_panels.register(event_panels.Panel(20, "network/learning/_with_event.html", elsewhere.with_event))
    sections.register_section("networks", elsewhere.of_organisation)
    for tab in _TABS:
        panels.register_tab(tab)
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep("U doet nog in geen netwerk mee.", "Netwerken bekijken", "learning_networks")
    my_loket.register_panel(my_loket.Panel("networks", "Mijn netwerken", _mine, empty, "users", "my_networks", 16))
    privacy.register_export("netwerken", forgetting.export)
    privacy.register_erasure("netwerken", forgetting.erase)
    retention.register("ingetrokken berichten in netwerken", forgetting.empty_withdrawn)
    retention.register("vroegere leden en beantwoorde uitnodigingen", forgetting.drop_ended)
    retention.register("bestanden van niet verstuurde berichten", filing.throw_away_left)


_WITH_ENTRY = entry_panels.Panel(
    entry_panels.Place.ASIDE, 70, "network/learning/_with_entry.html", elsewhere.with_entry
)
_TABS = (
    panels.Tab("overzicht", "Overzicht", "learning_network", 10),
    panels.Tab("gesprek", "Gesprek", "network_threads", 20, permissions.can_read),
    panels.Tab("documenten", "Documenten", "network_documents", 30, permissions.can_read),
    panels.Tab("afspraken", "Afspraken", "network_agreements", 40, permissions.can_read),
    panels.Tab("bijeenkomsten", "Bijeenkomsten", "network_sessions", 50),
    panels.Tab("leden", "Leden", "network_members", 60, permissions.can_see_members),
    panels.Tab("oogst", "Oogst", "network_harvest", 70, permissions.can_see_harvest),
    panels.Tab("beheer", "Beheer", "network_manage", 90, permissions.can_manage),
)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """One's own agreements and invitations; for facilitators who waits; for the desk the proposals."""
    today = local_date(timezone.now())
    mine = Agreement.objects.open().filter(owner=user, network__in=LearningNetwork.objects.live())
    for row in mine.select_related("network").order_by("due_on")[:MOST_TASKS]:
        url = row.network.get_absolute_url()
        yield my_loket.Task(row.text, f"{url}afspraken/", _AREA, row.network.name, row.due_on, row.is_late(today))
    invited = Invitation.objects.filter(email__iexact=user.email, state="sent").select_related("network")
    for row in invited[:MOST_TASKS]:
        yield my_loket.Task(row.network.name, row.get_absolute_url(), _AREA, "U bent uitgenodigd")
    yield from _of_facilitator(user)
    if permissions.can_judge(user):
        for row in LearningNetwork.objects.filter(state=NetworkState.PROPOSED).order_by("created_at")[:MOST_TASKS]:
            yield my_loket.Task(row.name, row.get_absolute_url(), _AREA, "Voorstel om te beoordelen")


def _of_facilitator(user: User) -> Iterator[my_loket.Task]:
    own = Membership.objects.facilitators().filter(person=user).values("network")
    asking = LearningNetwork.objects.filter(pk__in=own, memberships__state=MembershipState.ASKED).distinct()
    for row in asking[:MOST_TASKS]:
        yield my_loket.Task(row.name, f"{row.get_absolute_url()}leden/", _AREA, "Iemand wil meedoen")
    held = HeldMail.objects.filter(thread__network__in=own, settled_at=None).values("thread__network")
    for row in LearningNetwork.objects.filter(pk__in=held)[:MOST_TASKS]:
        yield my_loket.Task(row.name, f"{row.get_absolute_url()}beheer/", _AREA, "Mail die nog niet is geplaatst")


def _mine(user: User) -> list[my_loket.Item]:
    rows = Membership.objects.active().filter(person=user).select_related("network").order_by("-joined_at", "-pk")
    return [
        my_loket.Item(
            row.network.name,
            row.network.get_absolute_url(),
            row.network.get_state_display(),
            row.get_role_display() if row.role != Role.MEMBER else "",
        )
        for row in rows[:SHOWN]
    ]
