"""What the pages of a mix need, each in a fixed number of queries; read-only."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Count, F
from django.urls import reverse

from loket.catalogue.enums import EntryState
from loket.catalogue.mixes import matrix, permissions, plan, totals, versions
from loket.catalogue.mixes.enums import Act, Right
from loket.catalogue.mixes.models import Mix, MixHistory, MixRow
from loket.catalogue.mixes.plan import Plan, Shown
from loket.catalogue.models import Entry

MOST_TOGETHER = 8
# What one shared mix weighs; two weigh as much as a theme that few have.
WEIGHT = 0.5
_TABS = (
    ("Overzicht", "mix"),
    ("Profiel en prioriteiten", "mix_profile"),
    ("Delen", "mix_share"),
    ("Versies", "mix_versions"),
    ("Instellingen", "mix_settings"),
)


def read(mix: Mix, today: date) -> Plan:
    """The plan as it is now: three queries, whatever its size."""
    return plan_of(versions.state(mix), today)


def plan_of(state: dict, today: date) -> Plan:
    """The plan of a state, with the entries as the catalogue has them now. One query."""
    return plan.read(state, shown(plan.entry_ids(state), today))


def shown(numbers: set[int], today: date) -> dict[int, Shown]:
    """What a plan shows of these entries. What was never published, or is gone, is not among them."""
    rows = Entry.objects.exclude(state=EntryState.UNPUBLISHED).filter(pk__in=numbers).defer("content", "summary")
    return {
        entry.pk: Shown(
            url=entry.get_absolute_url(),
            kind=entry.get_kind_display(),
            recognition=entry.recognition_level,
            has_lapsed=entry.recognition_has_lapsed(today),
            is_archived=not entry.is_published,
        )
        for entry in rows
    }


def frame(mix: Mix, user, current: str) -> dict:
    """What every page of a mix has: its tabs and what this person may do."""
    can_edit, can_manage = permissions.can_edit(user, mix), permissions.can_manage(user, mix)
    hidden = {"mix_share": not can_manage, "mix_settings": not can_edit}
    names = [(label, name) for label, name in _TABS if not hidden.get(name)]
    return {
        "mix": mix,
        "tabs": [
            {"label": label, "url": reverse(name, args=[mix.pk]), "is_current": name == current}
            for label, name in names
        ],
        "can_edit": can_edit,
        "can_manage": can_manage,
    }


def overview(shown_plan: Plan, axis: str) -> dict:
    """The matrix with its sums, of a mix, of an earlier version or of the example."""
    sums = totals.of(shown_plan)
    return {
        "plan": shown_plan,
        "matrix": matrix.build(shown_plan, axis),
        "axis": axis,
        "totals": sums,
        "figures": totals.figures(sums),
    }


def changes_since(mix: Mix, user, since: int) -> list[str]:
    """Who else changed what after save ``since``, in sentences, the newest first; at most three."""
    steps = mix.history.filter(number__gt=since).exclude(by=user).select_related("by")[:3]
    return [f"{step.by or 'Iemand'}: {step.act_label.lower()} ({step.note})" for step in steps]


def used_in(entry: Entry) -> int:
    """In how many mixes an entry stands; whose they are, nobody is told."""
    return MixRow.objects.filter(entry=entry).count()


def last_save(mix: Mix, group: str, key: int) -> MixHistory | None:
    """The last save of a row or priority, with who did it."""
    return mix.history.filter(**{f"after__{group}__has_key": str(key)}).select_related("by").first()


def last_details(mix: Mix) -> MixHistory | None:
    return mix.history.filter(after__has_key="mix").select_related("by").first()


def sharing(mix: Mix, whole: Callable[[str], str]) -> dict:
    """With whom a mix is shared now; ``whole`` makes a path into an address."""
    links = {link.right: link for link in mix.links.filter(revoked_at=None)}
    return {
        "links": [
            {
                "right": right,
                "label": label,
                "link": links.get(right),
                "url": whole(links[right].get_absolute_url()) if right in links else "",
            }
            for right, label in Right.choices
        ],
        "members": mix.members.open().select_related("via"),
    }


def removal(mix: Mix, row_id: int) -> MixHistory | None:
    """The save in which a row was taken away."""
    steps = mix.history.filter(act=Act.REMOVED, before__rows__has_key=str(row_id))
    return steps.select_related("by").first()


def row_before(step: MixHistory, row_id: int) -> MixRow:
    """A row as it was before it was taken away, unsaved."""
    return MixRow(pk=row_id, **step.before["rows"][str(row_id)])


def with_umbrella(changes: dict) -> dict:
    """What was typed in a row, with the entry whose title its umbrella is, if there is one."""
    name = changes["umbrella"]
    found = Entry.objects.published().filter(title__iexact=name).values_list("pk", flat=True).first() if name else None
    return changes | {"umbrella_entry_id": found}


def own(user, most: int = 100) -> list[Mix]:
    """The mixes that this person can see, with their number of rows, the latest first."""
    return list(Mix.objects.visible_to(user).select_related("owner").annotate(row_count=Count("rows"))[:most])


def together(entry: Entry) -> Iterator[tuple[int, float, str]]:
    """What stands together with this entry in two mixes or more, for ``related``.

    One mix alone would tell what somebody is planning.
    """
    found = (
        MixRow.objects.filter(mix__rows__entry=entry, entry__isnull=False)
        .exclude(entry=entry)
        .values("entry_id")
        .annotate(count=Count("mix", distinct=True))
        .filter(count__gte=2, entry__state=EntryState.PUBLISHED)
        .order_by(F("count").desc(), "entry_id")
    )
    for row in found[:MOST_TOGETHER]:
        yield row["entry_id"], row["count"] * WEIGHT, f"samen in {row['count']} interventiemixen"
