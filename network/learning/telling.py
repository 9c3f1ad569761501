"""Mail about conversations: a post by itself with an address to answer to, or one bundle a day by thread."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from loket.core import markdown
from loket.core.telling import stop_headers, stop_link, stopped_by
from loket.post import outgoing, threads
from loket.post.models import Thread as PostThread
from network.learning import mentions
from network.learning.enums import Mailing, MembershipState
from network.learning.models import Membership, Notice, Post, Thread, ThreadMailing
from network.learning.naming import name_of
from network.learning.notifications import link

logger = logging.getLogger(__name__)

ROUTE = "netwerken"
STOP = "stop_network_mail"
PEOPLE_AT_ONCE = 500
NEWS_FOR = timedelta(days=7)
"""After a scheduler was away for longer than this, old posts are no news any more."""
_BUNDLE = "bundel"


def address() -> str:
    """Where answers come in; each mail has its own reference in it."""
    return f"netwerken@{settings.MAIL_DOMAIN}"


def key_of(thread: Thread, person) -> str:
    """One for each person, so that an answer says who wrote it as well as where it belongs."""
    return f"{thread.pk}-{person.pk}"


def read_key(key: str) -> tuple[int, int] | None:
    """The numbers of thread and person; None for the key of a bundle."""
    first, _, second = key.partition("-")
    return (int(first), int(second)) if first.isdecimal() and second.isdecimal() else None


def bundle_key_of(person) -> str:
    return f"{_BUNDLE}-{person.pk}"


def person_of_bundle(key: str) -> int | None:
    name, _, number = key.partition("-")
    return int(number) if name == _BUNDLE and number.isdecimal() else None


def tell(*, at: datetime) -> int:
    """Tell what is due; returns how many mails were written. A second run at the same moment writes none."""
    sent = 0
    for mailing, tell_person in ((Mailing.AT_ONCE, _tell_at_once), (Mailing.DAILY, _tell_bundled)):
        for number in _people(mailing, at):
            try:
                sent += _told(number, mailing, tell_person, at=at)
            except DatabaseError:  # the next run tries again, and the others need not wait for it
                logger.exception("network news not told", extra={"person": number})
    return sent


def _people(mailing: str, at: datetime) -> Iterator[int]:
    """The numbers of the people with something due, a batch at a time."""
    last = 0
    rows = Notice.objects.due(at).filter(mailing=mailing).order_by("person_id")
    due = rows.values_list("person_id", flat=True).distinct()
    while batch := list(due.filter(person_id__gt=last)[:PEOPLE_AT_ONCE]):
        yield from batch
        last = batch[-1]


@transaction.atomic
def _told(number: int, mailing: str, tell_person, *, at: datetime) -> int:
    """Mark what is due as told and write the mail about it; what is not to be read any more is left out."""
    mine = Notice.objects.due(at).filter(person=number, mailing=mailing)
    numbers = list(mine.select_for_update(skip_locked=True, of=("self",)).values_list("post_id", flat=True))
    Notice.objects.filter(person=number, post__in=numbers).update(told_at=at)
    person = get_user_model().objects.filter(pk=number, is_active=True).first()
    return tell_person(person, _readable(numbers, number, at), at=at) if person else 0


def _readable(numbers: list[int], person: int, at: datetime) -> list[Post]:
    here = Membership.objects.active().filter(person=person, mail_failed_at=None).values("network")
    posts = Post.objects.filter(pk__in=numbers, withdrawn_at=None, at__gte=at - NEWS_FOR, thread__network__in=here)
    rows = posts.select_related("thread__network", "author").prefetch_related("mentioned", "files")
    return list(rows.order_by("thread__network__name", "thread_id", "at", "pk"))


def thread_for(thread: Thread, person, *, at: datetime) -> PostThread:
    return threads.open_thread(ROUTE, key_of(thread, person), at=at)


def _tell_at_once(person, posts: list[Post], *, at: datetime) -> int:
    for post in posts:
        stop = stop_link(STOP, f"gesprek-{post.thread_id}-{person.pk}")
        told = {"post": post, "thread": post.thread, "network": post.thread.network, "person": person}
        mail = outgoing.write(
            thread_for(post.thread, person, at=at),
            to=person.email,
            address=address(),
            at=at,
            template="learning/post",
            context=told | _words(post) | {"link": link(post.get_absolute_url()), "stop": stop},
            dedupe_key=f"network-post-{post.pk}-{person.pk}",
        )
        _offer_stop(mail, stop)
    return len(posts)


def _offer_stop(mail, stop: str) -> None:
    """Mail programs show a button of their own for this; ``mail`` is None when it was written before."""
    if mail:
        mail.headers |= stop_headers(stop)
        mail.save(update_fields=["headers"])


def _words(post: Post) -> dict:
    people = list(post.mentioned.all())
    plain = mentions.show(post.text, people, is_markdown=False)
    html = "" if post.is_plain else markdown.to_html(mentions.show(post.text, people))
    return {"author": name_of(post.author), "text": plain, "html_text": html, "files": list(post.files.all())}


def _tell_bundled(person, posts: list[Post], *, at: datetime) -> int:
    """One mail about all networks, thread by thread, each with an address of its own to answer to."""
    if not posts:
        return 0
    stop = stop_link(STOP, f"bundel-{person.pk}")
    sections = [_section(thread, list(group), person, at) for thread, group in groupby(posts, lambda row: row.thread)]
    mail = outgoing.write(
        threads.open_thread(ROUTE, bundle_key_of(person), at=at),
        to=person.email,
        address=address(),
        at=at,
        template="learning/bundle",
        context={"person": person, "sections": sections, "count": len(posts), "stop": stop},
    )
    _offer_stop(mail, stop)
    return 1


def _section(thread: Thread, posts: list[Post], person, at: datetime) -> dict:
    reply_to = threads.address_with(thread_for(thread, person, at=at), address())
    return {
        "thread": thread,
        "network": thread.network,
        "posts": [_words(post) | {"at": post.at} for post in posts],
        "link": link(posts[0].get_absolute_url()),
        "reply_to": reply_to,
    }


def stop(token: str) -> tuple[str, int, int] | None:
    """What a stop link is about: ``gesprek`` or ``bundel``, the thread (0 for all), the person; None when false."""
    kind, *numbers = (stopped_by(STOP, token) or "").split("-")
    if kind == "gesprek" and len(numbers) == 2:
        return kind, int(numbers[0]), int(numbers[1])
    if kind == _BUNDLE and len(numbers) == 1:
        return kind, 0, int(numbers[0])
    return None


def stop_mail(kind: str, thread: int, person: int) -> None:
    """One thread goes quiet, or all bundles; the other kind of mail goes on (hard case 42)."""
    if kind == _BUNDLE:
        here = Membership.objects.filter(person=person, state=MembershipState.ACTIVE, mailing=Mailing.DAILY)
        here.update(mailing=Mailing.NEVER)
        ThreadMailing.objects.filter(person=person, mailing=Mailing.DAILY).update(mailing=Mailing.NEVER)
        Notice.objects.filter(person=person, mailing=Mailing.DAILY, told_at=None).delete()
        return
    found = Thread.objects.filter(pk=thread).first()
    if found and get_user_model().objects.filter(pk=person).exists():
        chosen = {"mailing": Mailing.NEVER}
        ThreadMailing.objects.update_or_create(thread=found, person_id=person, defaults=chosen)
        Notice.objects.filter(post__thread=found, person=person, told_at=None).delete()


def is_stopped(kind: str, thread: int, person: int) -> bool:
    if kind == _BUNDLE:
        daily = Membership.objects.active().filter(person=person, mailing=Mailing.DAILY)
        return not daily.exists()
    return ThreadMailing.objects.filter(thread=thread, person=person, mailing=Mailing.NEVER).exists()
