"""Taking a person out of questions: on request, and after the term. For the figures the question itself stays."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from loket.post import privacy as post_privacy
from servicedesk import colleagues, words
from servicedesk.enums import Forgot, MessageKind
from servicedesk.models import Absence, Bringer, Forgetting, Message, Question, Rating, Referral, SavedView
from servicedesk.notifications import ROUTE

KEPT = timedelta(days=2 * 365)
"""So long after closing it is still known who asked what."""
SHARE = 500
TOLD = timedelta(days=365)
"""So long the numbers of each run are kept."""
ERASED = "Gewist"
_NOBODY = dict.fromkeys(("asker_name", "asker_email", "asker_phone", "organisation_name", "on_behalf_of"), "")
_TEXTS = ("asked", "found", "guide_matter", "guide_whom", "guide_where", "guide_since")
_MORE = ("guide_tried", "guide_involved", "guide_outcome")


_also: list[Callable[[Question], None]] = []


def also_forget(function: Callable[[Question], None]) -> None:
    """``function(question)`` empties what a part of the desk keeps with a question; the same function counts once."""
    if function not in _also:
        _also.append(function)


def forget(question: Question, *, at: datetime) -> None:
    """Name, address, all texts, files and mail go; when it was asked, about what and how it ended stays."""
    with transaction.atomic():
        for file in question.files.all():
            file.stored.delete(save=False)
        question.files.all().delete()
        question.drafts.all().delete()
        Message.objects.filter(question=question).update(text=ERASED, cc=[], post=None, undo=None)
        Message.objects.filter(question=question, author=None).update(author_name="")
        Message.objects.filter(question=question, kind=MessageKind.ASKER).update(author=None, author_name="")
        Referral.objects.filter(question=question).update(said="")
        Rating.objects.filter(question=question).update(said="")
        Bringer.objects.filter(question=question).update(person=None, name="", organisation_name="")
        question.history.update(note="")
        for function in _also:
            function(question)
        post_privacy.forget_thread(ROUTE, str(question.pk))
        emptied = dict.fromkeys((*_TEXTS, *_MORE), "") | _NOBODY | {"subject": ERASED}
        emptied |= {"lexemes": [], "gist": [], "tags": []}
        Question.objects.filter(pk=question.pk).update(asker=None, anonymous_at=at, link_until=at, **emptied)
        if question.handled_in and question.handled_in.anonymous_at is None:
            words.renew(question.handled_in)


def of_person(user) -> list[Question]:
    """What somebody asked, by account or by their address."""
    own = Q(asker=user) | Q(asker_email__iexact=user.email)
    return list(Question.objects.filter(own, anonymous_at=None).select_related("queue").order_by("asked_at"))


def erase(user, *, at: datetime) -> None:
    """The person erases the account: all their questions are made anonymous. What they wrote as staff keeps no name."""
    for question in of_person(user):
        forget(question, at=at)
    Message.objects.filter(author=user).update(author_name="")
    Bringer.objects.filter(person=user).update(person=None, name="", organisation_name="")
    SavedView.objects.filter(owner=user).delete()
    Absence.objects.filter(Q(person=user) | Q(stand_in=user)).delete()
    named = Referral.objects.filter(subject_type=colleagues.SUBJECT_TYPE, subject_id=user.pk)
    named.update(title="Een collega", url="")
    post_privacy.forget_address(user.email)


def past_its_term(at: datetime) -> int:
    """Closed questions of two years ago; a share each day. Says what it did, and how much is left. Returns how many."""
    due = Question.objects.filter(closed_at__lt=at - KEPT, anonymous_at=None).order_by("closed_at")
    found = list(due[:SHARE])
    for question in found:
        forget(question, at=at)
    Forgetting.objects.create(kind=Forgot.TERM, at=at, questions=len(found), left=due.count() if found else 0)
    Forgetting.objects.filter(at__lt=at - TOLD).delete()
    return len(found)
