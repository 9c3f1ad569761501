"""Networks and members for tests."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from network.learning import conversing
from network.learning.enums import Kind, MembershipState, NetworkState, Role
from network.learning.models import LearningNetwork, Membership, Post, Thread
from tests.factories import UserFactory

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class LearningNetworkFactory(DjangoModelFactory):
    """Public, with sessions going on, unless a trait says otherwise."""

    class Meta:
        model = LearningNetwork

    class Params:
        proposed = factory.Trait(state=NetworkState.PROPOSED, opened_at=None)
        question = factory.Trait(state=NetworkState.QUESTION)
        harvesting = factory.Trait(state=NetworkState.HARVEST)
        archived = factory.Trait(state=NetworkState.ARCHIVED, archived_at=AT - timedelta(days=1))
        private = factory.Trait(is_public=False)

    slug = factory.Sequence(lambda n: f"netwerk-{n}")
    name = factory.Sequence(lambda n: f"Lerend netwerk wandelen {n}")
    kind = Kind.LEARNING
    purpose = "Samen leren hoe een dorp blijft lopen."
    start_question = "Wat houdt ouderen in beweging?"
    state = NetworkState.SESSIONS
    starts_on = date(2026, 1, 12)
    ends_on = date(2026, 12, 31)
    created_at = AT - timedelta(days=60)
    changed_at = AT - timedelta(days=60)
    opened_at = AT - timedelta(days=50)


class MembershipFactory(DjangoModelFactory):
    """An active member, unless a trait says otherwise."""

    class Meta:
        model = Membership

    class Params:
        asked = factory.Trait(state=MembershipState.ASKED, joined_at=None)
        left = factory.Trait(state=MembershipState.LEFT, ended_at=AT - timedelta(days=2))

    network = factory.SubFactory(LearningNetworkFactory)
    person = factory.SubFactory(UserFactory)
    role = Role.MEMBER
    state = MembershipState.ACTIVE
    asked_at = AT - timedelta(days=40)
    joined_at = AT - timedelta(days=40)


def network(*traits: str, **fields) -> LearningNetwork:
    """``network("private", name="…")``."""
    return LearningNetworkFactory(**dict.fromkeys(traits, True), **fields)


def member(of: LearningNetwork, *traits: str, role: str = Role.MEMBER, person=None, **fields):
    """The person who takes part in this network in this role; ``fields`` are those of the membership."""
    person = person or UserFactory()
    MembershipFactory(network=of, person=person, role=role, **dict.fromkeys(traits, True), **fields)
    of.forget_roles()
    return person


def facilitator(of: LearningNetwork, **fields):
    return member(of, role=Role.FACILITATOR, **fields)


def thread(
    of: LearningNetwork, by=None, *, at: datetime = AT, text: str = "Wie heeft ervaring met beweegroutes?", **told
):
    """A thread with one post, by a new member unless one is given."""
    return conversing.start(
        of, told.pop("title", "Beweegroutes"), conversing.Writing(text), by=by or member(of), at=at, **told
    )


def posted(in_thread: Thread, by, text: str = "Ja, in Tiel.", *, at: datetime = AT) -> Post:
    return conversing.reply(in_thread, conversing.Writing(text), by=by, at=at)


def upload(name: str = "plan.txt", content: bytes = b"Een plan voor beweegroutes.") -> ContentFile:
    return ContentFile(content, name=name)
