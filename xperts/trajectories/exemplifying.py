"""A practice example from a trajectory: drafted, freed of names, consented to, and handed to the editors."""

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.catalogue import content as contents
from loket.catalogue import workflow as catalogue
from loket.catalogue.enums import Kind, RevisionState
from loket.catalogue.models import Entry
from loket.core.workflow import StaleState
from loket.vocabulary import lookup
from xperts.cases import workflow as cases
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.trajectories import naming, notifications, permissions
from xperts.trajectories.enums import Party
from xperts.trajectories.models import Agreement, Evaluation, Example, Trajectory

# The texts of the example: key, label, most characters. All but title and summary are fields of the sheet.
FIELDS = (
    ("title", "Titel", contents.TITLE_LENGTH),
    ("summary", "Samenvatting", contents.SUMMARY_LENGTH),
    ("aanpak", "Wat was de aanpak?", 4000),
    ("resultaten", "Wat leverde het op?", 4000),
    ("succesfactoren", "Waardoor lukte het?", 4000),
    ("faalfactoren", "Wat hield het tegen?", 4000),
)
_ON_SHEET = [key for key, _, _ in FIELDS if key not in ("title", "summary")]
_NEEDED = ("title", "summary", "aanpak")
_ENDED = (RevisionState.REFUSED, RevisionState.WITHDRAWN)


class Outdated(Exception):
    def __init__(self) -> None:
        super().__init__("De tekst is veranderd nadat u hem opende. Lees de nieuwe versie.")


def begin(trajectory: Trajectory, *, by, at: datetime) -> Example:
    """A first draft from contract and evaluations, or the one that is there. Raises ``PermissionDenied``."""
    if not permissions.can_write_example(by, trajectory):
        raise PermissionDenied("Een praktijkvoorbeeld maken kan als het traject is geëvalueerd.")
    example, _ = Example.objects.get_or_create(
        trajectory=trajectory, defaults={"content": _first_draft(trajectory), "created_at": at, "changed_at": at}
    )
    example.trajectory = trajectory
    return example


def _first_draft(trajectory: Trajectory) -> dict[str, str]:
    contract = trajectory.contracts.get(number=0).content
    told = list(trajectory.evaluations.all())
    steps = "\n".join(f"- {row.what}" for row in trajectory.milestones.all())
    texts = {
        "title": trajectory.case.title,
        "summary": contract["result"],
        "aanpak": f"{contract['goal']}\n\n{steps}".strip(),
        "resultaten": _together(told, "results"),
        "succesfactoren": _together(told, "success_factors"),
        "faalfactoren": _together(told, "failure_factors"),
    }
    return {key: texts[key][:most] for key, _, most in FIELDS}


def _together(told: list[Evaluation], field: str) -> str:
    return "\n\n".join(filter(None, (getattr(row, field).strip() for row in told)))


def found_names(example: Example) -> list[naming.Finding]:
    """Names of those involved that stand in the text and were not confirmed as harmless."""
    trajectory = example.trajectory
    found = naming.find(example.content, _people(trajectory), _organisations(trajectory))
    return [row for row in found if row.text not in example.confirmed]


def _people(trajectory: Trajectory) -> list[str]:
    applicants = trajectory.case.applicants.all()
    names = {row.name for row in applicants} | {row.name for row in trajectory.people} | {trajectory.asker_name}
    signed = Agreement.objects.filter(contract__trajectory=trajectory).values_list("name", flat=True)
    evaluated = trajectory.evaluations.filter(person__isnull=False).values_list("person__name", flat=True)
    return sorted((names | set(signed) | set(evaluated)) - {""}, key=lambda name: (-len(name), name))


def _organisations(trajectory: Trajectory) -> list[str]:
    names = {row.organisation_shown for row in trajectory.case.applicants.all()}
    names |= {row.institute for row in trajectory.people}
    names |= set(trajectory.engagements.values_list("person__organisation__name", flat=True))
    if trajectory.case.organisation:
        names.add(trajectory.case.organisation.name)
    return sorted(names - {"", None}, key=lambda name: (-len(name), name))


def save(example: Example, content: dict[str, str], *, confirmed: list[str], seen: int, by, at: datetime) -> Example:
    """Keep another text; consents to the earlier one lapse.

    Raises ``PermissionDenied``, ``Outdated``, ``StaleState``.
    """
    if not permissions.can_write_example(by, example.trajectory):
        raise PermissionDenied("Dit praktijkvoorbeeld verandert nu niet meer.")
    with transaction.atomic():
        held = _held(example)
        if held.version != seen:
            raise Outdated
        if (held.content, held.confirmed) == (content, confirmed):
            return held
        if held.content != content:
            held.consents.filter(lapsed_at__isnull=True).update(lapsed_at=at)
            held.version += 1
        held.content, held.confirmed, held.changed_at = content, confirmed, at
        held.save(update_fields=["content", "confirmed", "version", "changed_at"])
        return held


def _held(example: Example) -> Example:
    """The example as it is now, held. Raises ``StaleState`` once it is with the editors."""
    held = Example.objects.select_for_update(of=("self",)).select_related("entry").get(pk=example.pk)
    held.trajectory = example.trajectory
    if is_with_editors(held):
        raise StaleState
    return held


def is_with_editors(example: Example) -> bool:
    """Whether a proposal of it lies in the catalogue; one that was refused or withdrawn does not count."""
    if example.entry is None:
        return False
    return not example.entry.revisions.filter(state__in=_ENDED).exists() or example.published_at is not None


def _require_clean(example: Example) -> None:
    names = found_names(example)
    if names:
        shown = ", ".join(f"“{row.text}”" for row in names[:10])
        raise ValidationError(f"Haal eerst deze namen weg, of bevestig dat zij mogen blijven staan: {shown}.")
    labels = {key: label for key, label, _ in FIELDS}
    missing = [labels[key] for key in _NEEDED if not example.content[key].strip()]
    if missing:
        raise ValidationError(f"Vul eerst nog in: {', '.join(missing)}.")


def waiting_for(example: Example) -> list[tuple[Party, object]]:
    """The sides whose consent with this version is not there: asker, and each Xpert."""
    given = {(row.party, row.engagement_id) for row in example.standing if row.version == example.version}
    asked = [(party, part) for party, part in example.trajectory.sides if party != Party.CGL]
    return [(party, part) for party, part in asked if (party, part.pk if part else None) not in given]


def ask_consent(example: Example, *, by, at: datetime) -> None:
    """Ask those who did not agree yet, by mail. Raises ``PermissionDenied``, ``ValidationError`` while names stand."""
    if not permissions.can_write_example(by, example.trajectory):
        raise PermissionDenied("Toestemming vragen kan nu niet.")
    _require_clean(example)
    people = {person.pk: person for person in notifications.xperts(example.trajectory)}
    asked = [people.get(part.person_id) if part else example.trajectory.signer for party, part in waiting_for(example)]
    notifications.consent_asked(example, asked, at=at)


def consent(example: Example, *, version: int, by, at: datetime) -> None:
    """Agree that this version is made public. Pressing twice gives one consent.

    Raises ``PermissionDenied``, ``Outdated``, ``StaleState``, ``ValidationError`` while names stand in it.
    """
    trajectory = example.trajectory
    if not permissions.can_consent(by, trajectory):
        raise PermissionDenied("Toestemming geven de aanvrager die tekent, en de Xpert.")
    with transaction.atomic():
        held = _held(example)
        if held.version != version:
            raise Outdated
        _require_clean(held)
        party = permissions.signs_as(by, trajectory)
        part = trajectory.part_of(by) if party == Party.XPERT else None
        told = {"version": version, "person": by, "at": at}
        held.consents.get_or_create(party=party, engagement=part, lapsed_at=None, defaults=told)


def take_back(example: Example, *, by, at: datetime) -> None:
    """Withdraw one's consent, as long as it is not with the editors. Raises ``StaleState``."""
    party = permissions.signs_as(by, example.trajectory)
    with transaction.atomic():
        part = example.trajectory.part_of(by) if party == Party.XPERT else None
        standing = _held(example).consents.filter(party=party, engagement=part, lapsed_at__isnull=True)
        standing.update(lapsed_at=at)


def submit(example: Example, *, by, at: datetime) -> Entry:
    """Hand it to the editors, as a proposal of who presses.

    Raises ``PermissionDenied``, ``StaleState``, and ``ValidationError`` while names stand in it or consent is missing.
    """
    if not permissions.can_submit_example(by, example.trajectory):
        raise PermissionDenied("CGL dient het praktijkvoorbeeld in.")
    with transaction.atomic():
        held = _held(example)
        _require_clean(held)
        if waiting_for(held):
            raise ValidationError("De aanvrager en de Xpert moeten eerst toestemming geven voor deze tekst.")
        told = _content(held)
        token = uuid.uuid5(uuid.NAMESPACE_OID, f"example {held.pk} {held.version} {held.entry_id}")
        revision = catalogue.start(Kind.PRACTICE, by=by, at=at, title=told["title"], token=token)
        catalogue.save(revision, told, by=by, at=at)
        catalogue.submit(revision, by=by, at=at, remark="Uit een traject advies op maat, met toestemming van beide.")
        Example.objects.filter(pk=held.pk).update(entry=revision.entry, submitted_at=at)
        return revision.entry


def _content(example: Example) -> dict:
    """What the catalogue gets: the texts, and of the case only its themes, sectors and level."""
    case, texts = example.trajectory.case, example.content
    known = {scheme: {code for code, _ in lookup.choices(scheme)} for scheme in ("theme", "sector", "level")}
    themes = [code for code in case.themes if code in known["theme"]]
    return {
        "title": texts["title"],
        "summary": texts["summary"],
        "fields": {key: texts[key] for key in _ON_SHEET if texts[key].strip()},
        "themes": themes,
        "process_themes": [] if themes else ["samenwerken"],
        "sectors": [code for code in case.sectors if code in known["sector"]],
        "levels": [case.level] if case.level in known["level"] else [],
        "source": "Advies op maat van het loket",
    }


def publish(entry: Entry, *, by, at: datetime) -> None:
    """The editors put it in the catalogue: the case is published too, and both sides hear of it."""
    example = Example.objects.filter(entry=entry, published_at__isnull=True).first()
    if example is None:
        return
    example.trajectory = Trajectory.objects.with_people().get(pk=example.trajectory_id)
    Example.objects.filter(pk=example.pk).update(published_at=at)
    case = Case.objects.select_for_update().get(pk=example.trajectory.case_id)
    if case.state == State.EVALUATED:
        cases.step(case, "publish", by=by, at=at)
    example.entry = entry
    notifications.example_published(example, at=at)
