"""Writing in the veranderverhaal by several at once: every save is merged into what others wrote meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from network.regions import merging, permissions
from network.regions.enums import Box
from network.regions.models import BoxRevision, BoxText, Clash, Region, StoryVersion
from network.regions.models.story import LONGEST_BOX
from network.regions.workflow import founding

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Base:
    """From what somebody began: the text after that save, or (``is_typed``) what that save itself had sent."""

    number: int
    is_typed: bool = False

    @classmethod
    def read(cls, value: str) -> "Base":
        """As a page sends it: ``12`` or ``12t``; anything else counts as begun from nothing, so nothing is lost."""
        number = value.removesuffix("t")
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        return cls(int(number), value.endswith("t")) if is_number else cls(0)


@dataclass(frozen=True)
class Saved:
    """What came of a save. ``is_other``: the box holds something else than was sent; ``clash``: for somebody to read.

    ``is_new``: a revision was written, so that what was sent can be the base of the next save.
    """

    number: int
    text: str
    is_other: bool
    is_new: bool = False
    clash: Clash | None = None


def save(region: Region, key: str, text: str, *, base: Base, by, at: datetime) -> Saved:
    """Put this text in a box, merged with what others saved since ``base``.

    Raises ``ValidationError`` when the box would become longer than ``LONGEST_BOX``: then nothing changes.
    """
    if not permissions.can_write(by, region):
        raise PermissionDenied("Alleen leden schrijven in dit veranderverhaal.")
    typed = merging.tidy(text.replace("\x00", ""))
    with transaction.atomic():
        box = BoxText.objects.select_for_update().get(region=region, key=key)
        merged = merging.three_way(_begun_from(box, base), box.text, typed)
        if len(merged.text) > LONGEST_BOX:
            raise ValidationError(f"In een vak passen {LONGEST_BOX} tekens. Kort de tekst in.")
        if merged.text == box.text:
            return Saved(box.number, box.text, box.text != typed)
        clash = _note_clash(box, merged, by=by, at=at)
        _write(box, typed, merged.text, by=by, at=at)
    return Saved(box.number, merged.text, merged.text != typed, is_new=True, clash=clash)


def _begun_from(box: BoxText, base: Base) -> str:
    if base.number == box.number and not base.is_typed:
        return box.text
    revision = box.revisions.filter(number=base.number).first()
    if revision is None:
        return ""
    return revision.typed if base.is_typed else revision.text


def _note_clash(box: BoxText, merged: merging.Merged, *, by, at: datetime) -> Clash | None:
    if not merged.clashes:
        return None
    theirs, mine = ("\n".join(side) for side in zip(*merged.clashes, strict=True))
    return Clash.objects.create(box=box, theirs=theirs, mine=mine, at=at, by=by, their_by_id=box.by_id)


def _write(box: BoxText, typed: str, text: str, *, by, at: datetime) -> None:
    box.number, box.text, box.changed_at, box.by = box.number + 1, text, at, by
    box.save(update_fields=["number", "text", "changed_at", "by"])
    BoxRevision.objects.create(box=box, number=box.number, typed=typed, text=text, at=at, by=by)


def settle(clash: Clash, *, by, at: datetime) -> None:
    """Somebody read both texts and the box is right now. A second press changes nothing."""
    if not permissions.can_write(by, clash.box.region):
        raise PermissionDenied("Alleen leden schrijven in dit veranderverhaal.")
    Clash.objects.filter(pk=clash.pk, settled_at=None).update(settled_at=at, settled_by=by)


def name_version(region: Region, name: str, *, by, at: datetime) -> StoryVersion:
    """Keep the canvas as it is now under a name. Raises ``ValidationError`` when nothing stands in it."""
    if not permissions.can_write(by, region):
        raise PermissionDenied("Alleen leden bewaren een versie.")
    texts = texts_of(region)
    if not any(texts.values()):
        raise ValidationError("Er staat nog niets in het veranderverhaal. Vul eerst een vak in.")
    try:
        with transaction.atomic():
            version = StoryVersion.objects.create(region=region, name=name, texts=texts, at=at, by=by)
            founding.renew(region)
    except IntegrityError as error:
        raise ValidationError({"name": "Deze naam hebt u al gebruikt."}) from error
    return version


def put_back(version: StoryVersion, *, by, at: datetime) -> None:
    """Make the canvas as it was in a version. What stood there can be put back too: it is kept as a version first."""
    region = version.region
    if not permissions.can_write(by, region):
        raise PermissionDenied("Alleen leden zetten een versie terug.")
    with transaction.atomic():
        boxes = BoxText.objects.select_for_update().filter(region=region).order_by("pk")
        kept = {box.key: box.text for box in boxes}
        if any(kept.values()):
            name = f"Voor het terugzetten, {at:%d-%m-%Y %H.%M.%S}"
            StoryVersion.objects.get_or_create(region=region, name=name, defaults={"texts": kept, "at": at, "by": by})
        for box in boxes:
            text = version.texts.get(box.key, "")
            if text != box.text:
                _write(box, text, text, by=by, at=at)


def texts_of(region: Region) -> dict[str, str]:
    """What stands in each box now, in the order of the canvas."""
    found = dict(region.boxes.values_list("key", "text"))
    return {key: found.get(key, "") for key in Box.values}


def forget_old_saves(at: datetime) -> int:
    """Saves of more than thirty days ago; what stands in the boxes and in versions stays. Returns how many went."""
    return BoxRevision.objects.filter(at__lt=at - KEPT).delete()[0]
