"""What the pages for members need: conversation, documents, agreements, sessions, members, managing; read-only."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils.formats import date_format

from loket.core import markdown
from loket.core.working_days import local_date
from network.events import pages as event_pages
from network.events.enums import EventState
from network.events.models import Event
from network.learning import mentions, pages, permissions
from network.learning.agreeing import AGREEMENTS
from network.learning.conversing import version_of
from network.learning.enums import AgreementState, InvitationState, Mailing, NetworkState, Role
from network.learning.models import (
    Agreement,
    Document,
    Harvest,
    HeldMail,
    Invitation,
    LearningNetwork,
    Membership,
    Post,
    Thread,
    ThreadMailing,
)
from network.learning.naming import name_of, shown_of
from network.learning.workflow import NETWORKS

MOST_TO_LINK = 30
_NEXT_WORDS = {
    NetworkState.PROPOSED: "De servicedesk beoordeelt dit voorstel.",
    NetworkState.QUESTION: "Nodig mensen uit en schrijf samen de startvraag op. Dan beginnen de bijeenkomsten.",
    NetworkState.SESSIONS: "Is de startvraag beantwoord, of komt het einde dichterbij? Begin dan met oogsten.",
    NetworkState.HARVEST: "Schrijf op wat er van de startvraag kwam. Daarna archiveert u het netwerk.",
    NetworkState.ARCHIVED: "Het netwerk is afgerond. Wilt u toch verder, dan heropent u het met een nieuwe einddatum.",
}


def thread_rows(network: LearningNetwork):
    """Threads with how many posts they have, the last one first."""
    count = Count("posts", filter=Q(posts__withdrawn_at__isnull=True))
    return network.threads.select_related("started_by").annotate(post_count=count).order_by("-last_at", "-pk")


def threads(found: list[Thread]) -> list[dict]:
    return [{"thread": row, "name": name_of(row.started_by)} for row in found]


def thread_page(thread: Thread, user) -> dict:
    """One thread, oldest post first, with what this reader can do with each."""
    network = thread.network
    writes, facilitates = permissions.can_write(user, network), permissions.is_facilitator(user, network)
    posts = list(Post.objects.in_order().filter(thread=thread).annotate(version_count=Count("versions", distinct=True)))
    for post in posts:
        post.thread = thread  # so that no rule asks for it again
    chosen = ThreadMailing.objects.filter(thread=thread, person=user).values_list("mailing", flat=True).first()
    return pages.frame(network, user, tab="gesprek") | {
        "thread": thread,
        "posts": [_post(post, user) for post in posts],
        "starter": name_of(thread.started_by),
        "may_choose": thread.is_question and (facilitates or (writes and thread.started_by_id == user.pk)),
        "mailing": chosen or network.memberships.filter(person=user).values_list("mailing", flat=True).first(),
        "mailings": Mailing.choices,
    }


def _post(post: Post, user) -> dict:
    people = list(post.mentioned.all())
    own_withdrawn = post.is_withdrawn and post.withdrawn_by_id == user.pk
    return {
        "post": post,
        "name": name_of(post.author),
        "about": shown_of(post.author),
        "text": mentions.show(post.text, people, is_markdown=False) if post.is_plain else "",
        "html": "" if post.is_plain else markdown.to_html(mentions.show(post.text, people)),
        "files": list(post.files.all()),
        "is_answer": post.thread.answer_id == post.pk,
        "is_own": post.author_id == user.pk,
        "taken_down": post.is_withdrawn and post.withdrawn_by_id != post.author_id,
        "can_change": permissions.can_change_post(user, post),
        "can_withdraw": permissions.can_take_down_post(user, post),
        "can_restore": own_withdrawn and permissions.can_write(user, post.thread.network),
    }


def editable(post: Post) -> dict:
    """A post as its writer changes it: names for numbers, and the version that is changed."""
    people = list(post.mentioned.all())
    return {"text": mentions.show(post.text, people, is_markdown=False), "seen": version_of(post)}


def versions(post: Post) -> list[dict]:
    """How a post was before, newest first."""
    people = list(post.mentioned.all())
    return [{"at": row.at, "html": markdown.to_html(mentions.show(row.text, people))} for row in post.versions.all()]


def documents_page(network: LearningNetwork, user) -> dict:
    rows = Document.objects.kept().filter(network=network).select_related("entry", "added_by")
    rows = rows.prefetch_related("versions__file", "versions__by")
    return pages.frame(network, user, tab="documenten") | {"documents": [_document(row, user) for row in rows]}


def _document(document: Document, user) -> dict:
    last = next(iter(document.versions.all()), None)
    return {
        "document": document,
        "last": last,
        "name": name_of(last.by if last else document.added_by),
        "is_public_entry": bool(document.entry and document.entry.is_published),
    }


def document_page(document: Document, user) -> dict:
    network = document.network
    facilitates = permissions.is_facilitator(user, network)
    is_own = document.added_by_id == user.pk and permissions.can_write(user, network)
    versions_shown = document.versions.select_related("file__network", "by")
    return pages.frame(network, user, tab="documenten") | {
        "document": document,
        "versions": [{"version": row, "name": name_of(row.by)} for row in versions_shown],
        "can_remove": is_own or facilitates,
        "can_choose": facilitates and network.is_live,
    }


def yields_of(network: LearningNetwork) -> list[dict]:
    """The documents that go with the harvest, with what there is to open."""
    rows = Document.objects.harvested().filter(network=network).select_related("entry")
    found = []
    for row in rows.prefetch_related("versions__file__network"):
        last = next(iter(row.versions.all()), None)
        if row.entry and row.entry.is_published:
            found.append({"title": row.title, "url": row.entry.get_absolute_url(), "about": "in de catalogus"})
        elif last:
            url = last.url or last.file.get_absolute_url()
            found.append({"title": row.title, "url": url, "about": last.file.kind if last.file else "link"})
    return found


def agreements_page(network: LearningNetwork, user, *, at: datetime) -> dict:
    """What is open, soonest first, and what was settled, newest first."""
    today = local_date(at)
    rows = list(network.agreements.select_related("owner").order_by("due_on", "pk"))
    for row in rows:
        row.network = network
    is_open = [row for row in rows if row.state == AgreementState.OPEN]
    settled = sorted((row for row in rows if row.state != AgreementState.OPEN), key=lambda row: (row.due_on, row.pk))
    return pages.frame(network, user, tab="afspraken") | {
        "open": [_agreement(row, user, today) for row in is_open],
        "settled": [_agreement(row, user, today) for row in reversed(settled)][:100],
    }


def _agreement(agreement: Agreement, user, today) -> dict:
    return {
        "agreement": agreement,
        "owner": name_of(agreement.owner),
        "is_mine": agreement.owner_id == user.pk,
        "is_late": agreement.is_late(today),
        "steps": [step.name for step in AGREEMENTS.available(agreement, user)],
    }


def people_to_agree(network: LearningNetwork) -> list[tuple[int, str]]:
    """Everybody who takes part, for a choice."""
    return [(person.pk, name_of(person)) for person in mentions.members(network)]


def sessions_page(network: LearningNetwork, user, *, at: datetime) -> dict:
    rows = pages.sessions_of(network, user)
    cards = [event_pages.card(row.event) | {"session": row, "prepares": _prepares(row.event)} for row in rows]
    coming = [card for card in cards if card["event"].ends_at >= at and card["event"].state != EventState.CANCELLED]
    reads = permissions.can_read(user, network)
    own = network.memberships.filter(person=user).first() if reads else None
    return pages.frame(network, user, tab="bijeenkomsten") | {
        "coming": coming,
        "past": [card for card in reversed(cards) if card not in coming],
        "own": own,
        "to_link": _to_link(network, user, at=at) if permissions.can_write(user, network) else [],
    }


def _prepares(event: Event) -> str:
    """What members must know of an event that others do not see yet; empty for the rest."""
    return "" if event.is_public else event.get_state_display()


def _to_link(network: LearningNetwork, user, *, at: datetime) -> list[tuple[int, str]]:
    """Events that could become a session of this network: to come, of none yet, public or one's own."""
    free = Event.objects.visible_to(user).in_the_way().filter(ends_at__gte=at, learning_session=None)
    mine = Q(organiser=user) | Q(second_organiser=user)
    wanted = free.filter(mine | Q(themes__overlap=network.themes) | Q(areas__overlap=network.areas))
    rows = wanted.order_by("starts_at", "pk")[:MOST_TO_LINK]
    return [(row.pk, f"{date_format(row.starts_at, 'j F Y')}: {row.title}") for row in rows]


def members_page(network: LearningNetwork, user) -> dict:
    """Who takes part; for members, and for who manages it with what can be done."""
    manages = permissions.can_manage(user, network)
    rows = list(Membership.objects.active().filter(network=network).by_name())
    return pages.frame(network, user, tab="leden") | {
        "members": [_member(row, user, manages=manages) for row in rows if row.person.is_active],
        "asking": [_member(row, user, manages=manages) for row in _asking(network)] if manages else [],
        "invitations": _invitations(network) if manages else [],
        "can_invite": permissions.can_invite(user, network),
        "own": next((row for row in rows if row.person_id == user.pk), None),
    }


def _asking(network: LearningNetwork):
    return Membership.objects.asking().filter(network=network).select_related("person__organisation")


def _invitations(network: LearningNetwork) -> list[Invitation]:
    return list(network.invitations.filter(state=InvitationState.SENT).select_related("by")[:200])


def _member(membership: Membership, user, *, manages: bool) -> dict:
    return {
        "membership": membership,
        "name": name_of(membership.person),
        "about": shown_of(membership.person),
        "is_me": membership.person_id == user.pk,
        "mail_fails": manages and membership.mail_failed_at is not None,
        "roles": Role.choices,
    }


def _name_of(person) -> str:
    """Who took a step; empty for the portal itself."""
    return name_of(person) if person else ""


def harvest_initial(network: LearningNetwork) -> dict:
    found = Harvest.objects.filter(network=network).first()
    if found is None:
        return {}
    texts = {name: getattr(found, name) for name in ("answer", "lessons", "left_open")}
    return texts | {"seen": found.saved_at.isoformat()}


def manage_page(network: LearningNetwork, user) -> dict:
    """All that waits for a facilitator, the steps, and what was done."""
    facilitates = permissions.is_facilitator(user, network)
    held = HeldMail.objects.filter(thread__network=network, settled_at=None).select_related("thread__network")
    return pages.frame(network, user, tab="beheer") | {
        "steps": NETWORKS.available(network, user),
        "asking": [_member(row, user, manages=True) for row in _asking(network)],
        "held": list(held.order_by("at", "pk")[:50]) if facilitates else [],
        "history": [{"step": row, "name": _name_of(row.by)} for row in network.history.select_related("by")[:50]],
        "next_words": _NEXT_WORDS.get(network.state, ""),
        "children": list(network.children.order_by("name")[:50]),
        "can_extend": network.is_live,
        "harvests": network.state == NetworkState.HARVEST and facilitates,
    }
