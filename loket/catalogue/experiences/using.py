"""*Wij gebruiken dit*: registering, changing, confirming, stopping and removing, and the question once a year."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts.models import Organisation
from loket.catalogue.experiences import notifications, permissions
from loket.catalogue.experiences.enums import USED_KINDS
from loket.catalogue.experiences.models import Use, UseHistory
from loket.catalogue.experiences.models.use import MOST_REACH, NATIONAL
from loket.catalogue.models import Entry
from loket.core.working_days import local_date

# People that one run of the task writes to; the rest follows the next day.
MOST_MAILS = 500


def register(entry: Entry, told: dict, *, by, at: datetime) -> Use:
    """Say that one's organisation uses this; ``told`` has the fields of ``UseForm``.

    Raises ``ValidationError`` when it is there already, or cannot be true.
    """
    if not permissions.can_register_use(by, entry) or entry.kind not in USED_KINDS:
        raise PermissionDenied("Vul eerst in uw profiel in bij welke organisatie u werkt.")
    today = local_date(at)
    _require_possible(told, today)
    use = Use(
        entry=entry,
        organisation=by.organisation,
        registered_by=by,
        registered_at=at,
        changed_at=at,
        confirmed_on=today,
        **told,
    )
    with _once(by.organisation):
        use.save(force_insert=True)
        _note(use, "registered", by=by, at=at)
    return use


def change(use: Use, told: dict, *, by, at: datetime) -> None:
    """Change a registration, which confirms it too. Raises ``ValidationError`` as ``register`` does."""
    _require_own(use, by)
    today = local_date(at)
    _require_possible(told, today)
    with _once(use.organisation):
        _write(use, "changed", by=by, at=at, confirmed_on=today, **told)


def confirm(use: Use, *, by, at: datetime) -> None:
    """*Ja, wij gebruiken dit nog*: counts for another year."""
    _require_own(use, by)
    with transaction.atomic():
        _write(use, "confirmed", by=by, at=at, confirmed_on=local_date(at))


def stop(use: Use, *, by, at: datetime) -> None:
    """Used up to last year, or up to the first year when that is this one."""
    _require_own(use, by)
    until = max(use.since, local_date(at).year - 1)
    with transaction.atomic():
        _write(use, "stopped", by=by, at=at, until=until)


def remove(use: Use, *, by) -> None:
    """A registration that should not have been there; the history goes along."""
    _require_own(use, by)
    use.delete()


def ask_whether_still_used(*, at: datetime) -> int:
    """Ask who registered a year ago, one mail per person; returns how many mails. A second run sends none."""
    today, sent = local_date(at), 0
    due: dict[int | None, list[int]] = defaultdict(list)
    rows = Use.objects.to_ask(today).order_by("registered_by", "pk").values_list("registered_by", "pk")
    for person, pk in rows.iterator(chunk_size=2000):
        if person not in due and len(due) == MOST_MAILS:
            break
        due[person].append(pk)
    for numbers in due.values():
        sent += _ask(numbers, today=today, at=at)
    return sent


@transaction.atomic
def _ask(numbers: list[int], *, today: date, at: datetime) -> int:
    """Mark and ask what is still to be asked now that nobody else can; where nobody is left, it is only marked."""
    held = Use.objects.select_for_update(of=("self",)).to_ask(today).filter(pk__in=numbers).order_by("pk")
    uses = list(held.select_related("entry", "organisation", "registered_by"))
    Use.objects.filter(pk__in=[use.pk for use in uses]).update(asked_on=today)
    person = uses[0].registered_by if uses else None
    if person is None or not person.is_active:
        return 0
    notifications.still_used(person, uses, at=at)
    return 1


def _require_own(use: Use, by) -> None:
    if not permissions.can_manage_use(by, use):
        raise PermissionDenied("Deze aanmelding is van een andere organisatie.")


def _require_possible(told: dict, today: date) -> None:
    """What the form cannot know: the year of now, and how many people an area can have."""
    errors = {}
    if told["since"] > today.year:
        errors["since"] = "Dit jaar is nog niet begonnen. Meld het aan als u bent gestart."
    if told["until"] and told["until"] < told["since"]:
        errors["until"] = "Het jaar waarin u stopte, kan niet voor het jaar liggen waarin u begon."
    if told["reach"] and told["reach"] > MOST_REACH and told["area"] != NATIONAL:
        errors["reach"] = "Meer dan een miljoen mensen per jaar in één gebied kan niet kloppen."
    if errors:
        raise ValidationError(errors)


@contextmanager
def _once(organisation: Organisation) -> Iterator[None]:
    """The constraint ``use_once`` as a sentence at the field of the area."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        sentence = f"{organisation} heeft dit voor dit gebied al aangemeld. Wijzig die aanmelding."
        raise ValidationError({"area": sentence}) from error


def _write(use: Use, act: str, *, by, at: datetime, **changes) -> None:
    Use.objects.filter(pk=use.pk).update(changed_at=at, **changes)
    use.refresh_from_db()
    _note(use, act, by=by, at=at)


def _note(use: Use, act: str, *, by, at: datetime) -> None:
    UseHistory.objects.create(subject=use, at=at, by=by, act=act)
