"""From a draft to a published experience: the table, and one function for each act that changes state."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts import organisations
from loket.catalogue.experiences import notifications, permissions, questions, signals
from loket.catalogue.experiences.enums import AUTHOR_STATES, QUEUE_STATES, USED_KINDS, ExperienceState
from loket.catalogue.experiences.models import Experience, ExperienceHistory, UsefulVote
from loket.catalogue.models import Entry
from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import add_working_days, local_date

# As with a contribution to the catalogue.
JUDGED_WITHIN_WORKING_DAYS = 10

_ALL = frozenset(ExperienceState)
EXPERIENCES = Workflow(
    [
        Transition("submit", frozenset(AUTHOR_STATES), ExperienceState.SUBMITTED, permissions.is_author, "Indienen"),
        Transition(
            "publish",
            frozenset({ExperienceState.SUBMITTED}),
            ExperienceState.PUBLISHED,
            permissions.judges,
            "Publiceren",
        ),
        Transition(
            "ask_changes",
            frozenset({ExperienceState.SUBMITTED}),
            ExperienceState.CHANGES_ASKED,
            permissions.judges,
            "Aanpassing vragen",
        ),
        Transition("refuse", frozenset(QUEUE_STATES), ExperienceState.REFUSED, permissions.judges, "Niet plaatsen"),
        Transition(
            "take_down",
            _ALL - {ExperienceState.WITHDRAWN},
            ExperienceState.REFUSED,
            permissions.can_take_down,
            "Van de site halen",
        ),
        Transition(
            "revise",
            frozenset({ExperienceState.PUBLISHED, ExperienceState.REFUSED, ExperienceState.WITHDRAWN}),
            ExperienceState.DRAFT,
            permissions.is_author,
            "Wijzigen",
        ),
        Transition(
            "drop_change",
            _ALL - {ExperienceState.PUBLISHED, ExperienceState.WITHDRAWN},
            ExperienceState.PUBLISHED,
            permissions.can_drop_change,
            "Wijziging laten vallen",
        ),
        Transition(
            "withdraw",
            _ALL - {ExperienceState.WITHDRAWN},
            ExperienceState.WITHDRAWN,
            permissions.is_author,
            "Intrekken",
        ),
    ],
    history=lambda: ExperienceHistory,
)
_NOT_SHOWN = {"shown": {}, "shown_at": None, "again": "", "areas": [], "organisation": None}


def start(entry: Entry, *, by, at: datetime) -> Experience:
    """A draft about this entry, or the experience that this person has with it already."""
    if not permissions.can_share(by, entry) or entry.kind not in USED_KINDS:
        raise PermissionDenied("Bij deze ingang kunt u geen ervaring delen.")
    answers = questions.empty()
    if by.organisation:
        answers["organisation"] = by.organisation.name
    try:
        with transaction.atomic():
            return Experience.objects.create(entry=entry, author=by, answers=answers, created_at=at, saved_at=at)
    except IntegrityError:  # a second tab was first, or it is there already: the constraint experience_once
        return Experience.objects.get(entry=entry, author=by)


def save(experience: Experience, answers: dict, consents: dict, *, by, at: datetime) -> None:
    """Keep what the author typed: these answers beside the others, and the consents (in force at once).

    Raises ``StaleState`` when the experience can no longer be edited.
    """
    if not permissions.is_author(by, experience):
        raise PermissionDenied("Deze ervaring is niet van u.")
    with transaction.atomic():
        held = Experience.objects.select_for_update().filter(pk=experience.pk, state__in=AUTHOR_STATES).first()
        if held is None:
            raise StaleState
        changes = {"answers": held.answers | answers, "saved_at": at, **consents}
        Experience.objects.filter(pk=held.pk).update(**changes)
    for field, value in changes.items():
        setattr(experience, field, value)


def set_consents(experience: Experience, *, is_named: bool, takes_contact: bool, by) -> None:
    """Name and contact, whatever the state: taking back a consent waits for nobody."""
    if not permissions.is_author(by, experience):
        raise PermissionDenied("Deze ervaring is niet van u.")
    Experience.objects.filter(pk=experience.pk).update(is_named=is_named, takes_contact=takes_contact)
    experience.is_named, experience.takes_contact = is_named, takes_contact


def submit(experience: Experience, *, by, at: datetime) -> None:
    """Hand it to the editors. Raises ``ValidationError`` naming what is still missing."""
    missing = questions.missing(experience.answers)
    if missing:
        raise ValidationError(f"Beantwoord eerst nog: {', '.join(missing)}")
    due_on = add_working_days(local_date(at), JUDGED_WITHIN_WORKING_DAYS)
    with transaction.atomic():
        EXPERIENCES.apply(experience, "submit", by=by, at=at, submitted_at=at, due_on=due_on)
        notifications.submitted(experience, at=at)


def require_seen(experience: Experience, seen: str) -> None:
    """Raises ``StaleState`` unless ``seen``, the judge's screen, has the last ``saved_at`` (ISO 8601); empty is any."""
    if seen and seen != experience.saved_at.isoformat():
        raise StaleState


def publish(experience: Experience, *, by, at: datetime, note: str = "") -> None:
    """Show the text that was submitted to everybody."""
    answers = experience.answers
    shown = {
        "shown": answers,
        "shown_at": at,
        "again": answers["again"],
        "areas": answers["areas"],
        "organisation": organisations.find(answers["organisation"]),
    }
    with transaction.atomic():
        EXPERIENCES.apply(experience, "publish", by=by, at=at, note=note, **shown)
        notifications.published(experience, note=note, at=at)
        signals.experience_published.send(Experience, experience=experience, by=by, at=at)


def ask_changes(experience: Experience, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf wat er anders moet. De schrijver krijgt deze tekst.")
    with transaction.atomic():
        EXPERIENCES.apply(experience, "ask_changes", by=by, at=at, note=note)
        notifications.changes_asked(experience, note=note, at=at)


def refuse(experience: Experience, *, by, at: datetime, note: str) -> None:
    """What was public already stays so."""
    if not note.strip():
        raise ValidationError("Schrijf waarom u deze ervaring niet plaatst. De schrijver krijgt deze uitleg.")
    with transaction.atomic():
        EXPERIENCES.apply(experience, "refuse", by=by, at=at, note=note)
        notifications.refused(experience, note=note, at=at)


def take_down(experience: Experience, *, by, at: datetime, note: str) -> None:
    """Take a public experience off the site, for instance after a complaint."""
    if not note.strip():
        raise ValidationError("Schrijf waarom u deze ervaring van de site haalt. De schrijver krijgt deze uitleg.")
    with transaction.atomic():
        EXPERIENCES.apply(experience, "take_down", by=by, at=at, note=note, **_NOT_SHOWN)
        notifications.refused(experience, note=note, at=at)


def revise(experience: Experience, *, by, at: datetime) -> None:
    """Begin a change; what is public stays up until an editor accepts the new text."""
    EXPERIENCES.apply(experience, "revise", by=by, at=at)


def drop_change(experience: Experience, *, by, at: datetime) -> None:
    """Leave it at what is public."""
    EXPERIENCES.apply(experience, "drop_change", by=by, at=at, answers=experience.shown)


def withdraw(experience: Experience, *, by, at: datetime) -> None:
    """Off the site at once; the author keeps the text and can submit it again."""
    EXPERIENCES.apply(experience, "withdraw", by=by, at=at, **_NOT_SHOWN)


def vote(experience: Experience, *, by, at: datetime) -> int:
    """*Nuttig*; a second time changes nothing. Returns how many people found it useful."""
    if not permissions.can_vote(by, experience):
        raise PermissionDenied("Uw eigen ervaring kunt u niet nuttig noemen.")
    with transaction.atomic():
        Experience.objects.select_for_update().get(pk=experience.pk)  # two at once are counted one after the other
        _, is_new = UsefulVote.objects.get_or_create(experience=experience, voter=by, defaults={"at": at})
        count = experience.votes.count()
        if is_new:
            signals.experience_found_useful.send(Experience, experience=experience, count=count, at=at)
    return count


def unvote(experience: Experience, *, by) -> None:
    UsefulVote.objects.filter(experience=experience, voter=by).delete()
