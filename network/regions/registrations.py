"""What learning regions add to other areas: a kind in the facets, menus, my tasks, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus, retention
from loket.core.working_days import local_date
from loket.search import facets
from network.learning import panels
from network.learning.enums import DECIDING
from network.learning.enums import Kind as NetworkKind
from network.learning.models import LearningNetwork
from network.regions import findable, permissions
from network.regions.enums import CouplingState, ScanState, Side
from network.regions.models import (
    Answer,
    BoxRevision,
    Case,
    Coupling,
    Feedback,
    Measured,
    Need,
    Noticed,
    Region,
    Said,
    Scan,
    Score,
)
from network.regions.workflow import founding, storytelling

_AREA = "Leerregio's"
_MOST = 20


def register() -> None:
    post_save.connect(_network_saved, sender=LearningNetwork, dispatch_uid="region-of-network")
    facets.name_code("kind", findable.KIND, "Leerregio's")
    text = "Regio's die samen leren vertellen hun veranderverhaal, en waar zij nog hulp bij zoeken."
    menus.register(menus.Page(menus.MEETING, "Leerregio's", "regions", "map", 35, text=text))
    text = "Netwerken, bijeenkomsten, vragen en aanbod bij elkaar."
    menus.register(menus.Page(menus.MEETING, "Wat speelt er in uw gebied?", "areas", "map-pin", 60, text=text))
    menus.register(menus.Page(menus.EDITORS, "Leerregio's koppelen", "couplings", "link", 70, permissions.can_match))
    panels.register_tab(panels.Tab("leerregio", "Leerregio", "region", 15, _has_region))
    panels.register(panels.Panel(panels.Place.TOP, 10, "network/regions/_network_panel.html", _panel))
    my_loket.register_tasks(tasks)
    privacy.register_export("leerregio's", _export)
    privacy.register_erasure("leerregio's", _erase)
    retention.register("tussenversies van veranderverhalen", storytelling.forget_old_saves)


def _network_saved(sender, instance: LearningNetwork, **options) -> None:
    """A network with another name, or that is no longer public: what is found of its region follows at once."""
    region = Region.objects.filter(network=instance).first()
    if region is not None:
        region.network = instance
        founding.renew(region)


def _region_of(network) -> Region | None:
    """The learning region of a network, remembered on it; only the kind *leerregio* has one."""
    if network.kind != NetworkKind.REGION:
        return None
    if "_learning_region" not in network.__dict__:
        network._learning_region = Region.objects.filter(network=network).first()
    region = network._learning_region
    if region is not None:
        region.network = network
    return region


def _has_region(user, network) -> bool:
    region = _region_of(network)
    return region is not None and permissions.can_read_story(user, region)


def _panel(network, user) -> dict | None:
    """On the overview of a network: a way into the learning region, or the button that makes it one."""
    region = _region_of(network)
    if region is not None:
        return {"region": region, "may_found": False} if permissions.can_read_story(user, region) else None
    may_found = permissions.can_found(user, network)
    return {"region": None, "may_found": True} if may_found else None


def tasks(user: User) -> Iterator[my_loket.Task]:
    """Scans to fill in, couplings that wait for a yes or an answer; for desk and coordinator those to approve."""
    yield from _scans_to_fill(user)
    yield from _couplings_to_answer(user)
    if permissions.can_match(user):
        for row in Coupling.objects.filter(state=CouplingState.PROPOSED).whole()[:_MOST]:
            yield my_loket.Task(str(row), reverse("couplings"), _AREA, f"Koppeling goedkeuren: {row.subject_label}")


def _scans_to_fill(user: User) -> Iterator[my_loket.Task]:
    mine = {"memberships__person": user, "memberships__state": "active", "memberships__role__in": DECIDING}
    rows = Scan.objects.filter(
        state=ScanState.OPEN, **{f"region__network__{name}": value for name, value in mine.items()}
    )
    rows = rows.exclude(scores__person=user).select_related("region__network").distinct()
    for row in rows[:_MOST]:
        yield my_loket.Task(f"{row.region}: {row.name}", row.get_absolute_url(), _AREA, "Zelfscan invullen")


def _couplings_to_answer(user: User) -> Iterator[my_loket.Task]:
    led = set(Region.objects.led_by(user).values_list("pk", flat=True))
    if not led:
        return
    rows = Coupling.objects.filter(state__in=(CouplingState.APPROVED, CouplingState.AGREED, CouplingState.MET))
    rows = rows.visible_to(user).whole().prefetch_related("feedback")[:_MOST]
    for row in rows:
        told = {each.side for each in row.feedback.all()}
        sides = [side for side, pk in ((Side.HELPER, row.helper_id), (Side.LEARNER, row.learner_id)) if pk in led]
        detail = _asked(row, sides, told)
        if detail:
            yield my_loket.Task(str(row), row.get_absolute_url(), _AREA, detail, _due(row))


def _asked(row: Coupling, sides: list[Side], told: set[str]) -> str:
    """What is waited for from these sides; empty for nothing."""
    if row.state == CouplingState.AGREED and sides:
        return "Spreek een eerste gesprek af"
    if row.state == CouplingState.MET and set(sides) - told:
        return "Hielp het gesprek?"
    if row.state == CouplingState.APPROVED and any(not getattr(row, f"{side}_agreed_at") for side in sides):
        return f"Doet uw regio mee? {row.subject_label}"
    return ""


def _due(row: Coupling):
    return local_date(row.starts_at) if row.starts_at and row.starts_at > timezone.now() else None


def _export(user: User) -> dict:
    """What this person wrote in learning regions, by kind."""
    scores = Score.objects.filter(person=user).select_related("scan__region__network")
    noticed = Noticed.objects.filter(person=user).select_related("session")
    written = BoxRevision.objects.filter(by=user).select_related("box__region__network").order_by("at")
    return {
        "scores": [
            {
                "regio": str(row.scan.region),
                "moment": row.scan.name,
                "element": row.get_element_display(),
                "score": row.value,
                "waaraan u dat ziet": row.evidence,
            }
            for row in scores
        ],
        "veranderverhaal": [
            {"regio": str(row.box.region), "vak": str(row.box), "wanneer": row.at.isoformat(), "tekst": row.typed}
            for row in written
        ],
        "merkbaar": [
            {"sessie": str(row.session), "rol": row.get_role_display(), "veranderingen": row.changes} for row in noticed
        ],
        "leervragen": list(Need.objects.filter(by=user).values_list("title", flat=True)),
        "antwoorden": list(Answer.objects.filter(by=user).values_list("text", flat=True)),
        "casussen": list(Case.objects.filter(by=user).values("title", "situation", "going_well", "question")),
        "vragen en tips": list(Said.objects.filter(by=user).values_list("text", flat=True)),
        "meetbaar": list(Measured.objects.filter(by=user).values("who", "what", "how")),
        "terugblik op koppelingen": list(Feedback.objects.filter(by=user).values("helped", "note")),
    }


def _erase(user: User, *, at: datetime) -> None:
    """What somebody contributed stays, without the name; scores in a scan that is still open go."""
    Score.objects.filter(person=user, scan__state=ScanState.OPEN).delete()
    Score.objects.filter(person=user).update(person=None, evidence="")
    Noticed.objects.filter(person=user).update(person=None)
    for model in (Answer, BoxRevision, Case, Feedback, Measured, Need, Said):
        model.objects.filter(by=user).update(by=None)
