"""What mixes add to other pages: on entries, in *mijn loket*, in the menu, and what is kept of a person."""

from datetime import datetime, timedelta

from django.urls import reverse

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import merging, panels, related
from loket.catalogue.mixes import pages, papers, workflow
from loket.catalogue.mixes.enums import Right
from loket.catalogue.mixes.models import Mix, MixHistory, MixLink, MixMember, MixRow
from loket.catalogue.models import Entry
from loket.core import menus, retention

SHOWN = 5
CHOICES = 30
# So long somebody still reads that sharing was stopped; after that the mix is simply not there.
REVOKED_KEPT = timedelta(days=90)


def register() -> None:
    panels.register(panels.Panel(panels.Place.ASIDE, 30, "catalogue/mixes/_panel.html", _on_entry))
    empty = my_loket.NextStep("U hebt nog geen interventiemix.", "Een interventiemix maken", "mixes")
    my_loket.register_panel(my_loket.Panel("mixes", "Mijn interventiemixen", _own, empty, "layout-grid", "mixes", 40))
    related.register_source("mixes", pages.together)
    menus.register(menus.Page(menus.CATALOGUE, "Interventiemix maken", "mixes", "layout-grid", 40))
    merging.register_rows("interventiemixen", MixRow, once_per=("mix",))
    merging.register_rows("paraplu's in mixen", MixRow, entry="umbrella_entry")
    privacy.register_export("interventiemixen", _export)
    privacy.register_erasure("interventiemixen", _erase)
    retention.register("ingetrokken delen van interventiemixen", _forget_revoked)
    retention.register("PDF's van grote interventiemixen", papers.forget)


def _on_entry(entry: Entry, user) -> dict | None:
    """In how many mixes it stands, and the way into one's own."""
    mixes = list(Mix.objects.editable_by(user).only("pk", "title")[:CHOICES]) if user.is_authenticated else []
    return {"used": pages.used_in(entry), "mixes": mixes}


def _own(user: User) -> list[my_loket.Item]:
    return [
        my_loket.Item(mix.title, mix.get_absolute_url(), _detail(mix), _badge(mix)) for mix in pages.own(user, SHOWN)
    ]


def _detail(mix) -> str:
    count = "1 activiteit" if mix.row_count == 1 else f"{mix.row_count} activiteiten"
    return f"{mix.first_year}–{mix.last_year}, {count}"


def _badge(mix) -> str:
    return {Right.EDIT: "U werkt mee", Right.VIEW: "Om te bekijken"}.get(mix.right, "")


def _export(user: User) -> dict:
    shared = MixMember.objects.of(user).open().select_related("mix")
    return {
        "eigen": [
            mix.told()
            | {"adres": reverse("mix", args=[mix.pk]), "rijen": [row.told() for row in mix.rows.all()]}
            | {"prioriteiten": [row.told() for row in mix.priorities.all()]}
            for mix in user.mixes.prefetch_related("rows", "priorities")
        ],
        "gedeeld_met_u": [{"titel": row.mix.title, "recht": row.right} for row in shared],
        "bewaard_op": [
            at.isoformat() for at in MixHistory.objects.filter(by=user).order_by("at").values_list("at", flat=True)
        ],
    }


def _erase(user: User, *, at: datetime) -> None:
    """A mix that others work in goes to the one who worked along longest; one of nobody else goes away."""
    for mix in list(user.mixes.all()):
        heir = _heir(mix, user)
        if heir:
            workflow.hand_over(mix, to=heir, by=None, at=at)
        else:
            mix.delete()
    MixMember.objects.of(user).delete()


def _heir(mix: Mix, user: User) -> User | None:
    members = mix.members.open().filter(right=Right.EDIT, user__is_active=True).exclude(user=user)
    first = members.select_related("user").first()
    return first.user if first else None


def _forget_revoked(at: datetime) -> int:
    before = at - REVOKED_KEPT
    links = MixLink.objects.filter(revoked_at__lt=before).delete()[0]
    return links + MixMember.objects.filter(revoked_at__lt=before).delete()[0]
