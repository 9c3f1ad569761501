"""How a mix was: any save can be looked at again, compared with another and put back."""

from dataclasses import dataclass
from datetime import datetime

from loket.catalogue import differences
from loket.catalogue.mixes import describing, plan, workflow
from loket.catalogue.mixes.enums import Act
from loket.catalogue.mixes.models import Mix, MixHistory, MixPriority, MixRow


@dataclass(frozen=True)
class Changed:
    """A row, a priority or the mix itself: *added*, *removed* or *changed*.

    ``fields`` are (label, pieces) of what changed, ``facts`` (label, text) of what came.
    """

    title: str
    what: str
    fields: tuple[tuple[str, list[tuple[str, str]]], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def state(mix: Mix) -> dict:
    """What stands there now. Two queries."""
    return {
        "mix": mix.told(),
        "rows": {str(row.pk): row.told() for row in mix.rows.all()},
        "priorities": {str(row.pk): row.told() for row in mix.priorities.all()},
    }


def state_at(mix: Mix, number: int) -> dict:
    """What stood there after save ``number``: what came later is taken off, the newest first."""
    found = state(mix)
    for before in mix.history.filter(number__gt=number).order_by("-number").values_list("before", flat=True):
        found = plan.applied(found, before)
    return found


def compare(before: dict, after: dict) -> list[Changed]:
    """What differs between two states: the mix first, then priorities, then rows in their order."""
    part = plan.difference(before, after)
    changed = []
    if "mix" in part:
        changed.append(_changed("mix", {key: before["mix"][key] for key in part["mix"]}, part["mix"], "Gegevens"))
    for group, kind in (("priorities", "priority"), ("rows", "row")):
        for key in part.get(group, {}):
            old, new = before[group].get(key), after[group].get(key)
            changed.append(_changed(kind, old, new, (new or old)["title"]))
    return [row for row in changed if row.fields or row.what != "changed"]


def _changed(kind: str, old: dict | None, new: dict | None, title: str) -> Changed:
    before, after = describing.texts(kind, old or {}), describing.texts(kind, new or {})
    if new is None:
        return Changed(title, "removed")
    if old is None:
        return Changed(title, "added", facts=tuple((describing.label(kind, key), text) for key, text in after.items()))
    fields = tuple(
        (describing.label(kind, key), differences.words(before.get(key, ""), after.get(key, "")))
        for key in describing.order(kind)
        if before.get(key, "") != after.get(key, "")
    )
    return Changed(title, "changed", fields)


def restore(mix: Mix, number: int, *, by, at: datetime) -> None:
    """Make the mix as it was after save ``number``. What stood there until now stays in the list of versions."""
    with workflow.held(mix, by=by) as current:
        now, then = state(current), state_at(current, number)
        then["rows"] = {key: workflow.existing(row) for key, row in then["rows"].items()}
        part = plan.difference(now, then)
        if not part:
            return
        _write(current, part)
        named = current.history.get(number=number)
        workflow.note(
            current,
            Act.RESTORED,
            by=by,
            at=at,
            before=plan.difference(then, now),
            after=part,
            label=named.name or f"versie {number}",
        )


def _write(mix: Mix, part: dict) -> None:
    if "mix" in part:
        Mix.objects.filter(pk=mix.pk).update(**part["mix"], details_version=mix.details_version + 1)
    for model, group in ((MixRow, "rows"), (MixPriority, "priorities")):
        told = part.get(group, {})
        gone = [int(key) for key, row in told.items() if row is None]
        model.objects.filter(mix=mix, pk__in=gone).delete()
        standing = dict(model.objects.filter(mix=mix, pk__in=told).values_list("pk", "version"))
        for key, row in told.items():
            if row is not None and int(key) in standing:
                model.objects.filter(pk=int(key)).update(**row, version=standing[int(key)] + 1)
            elif row is not None:
                model.objects.create(pk=int(key), mix=mix, **row)


def named(mix: Mix) -> list[MixHistory]:
    """The versions with a name, the newest first."""
    return list(mix.history.exclude(name="").select_related("by"))
