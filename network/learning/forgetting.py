"""Taking a person out of networks, and what goes after its term. What somebody wrote stays as of an *oud-lid*."""

from datetime import datetime, timedelta

from django.db.models import Q

from loket.post import privacy as post_privacy
from loket.post.models import Thread as PostThread
from network.learning import telling
from network.learning.enums import InvitationState, MembershipState
from network.learning.models import HeldMail, Invitation, LearningNetwork, Membership, Notice, Post, PostVersion

WITHDRAWN_KEPT = timedelta(days=30)
ENDED_KEPT = timedelta(days=365)
NOTICES_KEPT = timedelta(days=90)
ERASED = "Gewist"


def erase(user, *, at: datetime) -> None:
    """Memberships, invitations and choices go; posts, documents and agreements stay without the name."""
    Invitation.objects.filter(Q(email__iexact=user.email) | Q(accepted_by=user)).delete()
    HeldMail.objects.filter(sender__iexact=user.email).update(sender=ERASED, text="", settled_at=at)
    withdrawn = Post.objects.filter(author=user, withdrawn_at__isnull=False)
    PostVersion.objects.filter(of__in=withdrawn).delete()
    withdrawn.update(text="")
    Membership.objects.filter(person=user).delete()
    PostThread.objects.filter(route=telling.ROUTE, key__endswith=f"-{user.pk}").delete()
    post_privacy.forget_address(user.email)


def export(user) -> dict:
    """Everything that networks keep of a person, ready for JSON."""
    memberships = Membership.objects.filter(person=user).select_related("network").order_by("pk")
    posts = Post.objects.filter(author=user).select_related("thread__network").order_by("at", "pk")
    return {
        "lid": [
            {
                "netwerk": row.network.name,
                "rol": row.get_role_display(),
                "stand": row.get_state_display(),
                "sinds": row.joined_at.isoformat() if row.joined_at else None,
                "waarom": row.why,
                "mail": row.get_mailing_display(),
            }
            for row in memberships
        ],
        "berichten": [
            {
                "netwerk": row.thread.network.name,
                "gesprek": row.thread.title,
                "wanneer": row.at.isoformat(),
                "tekst": row.text,
            }
            for row in posts
        ],
        "afspraken": [
            {"netwerk": row.network.name, "afspraak": row.text, "klaar_op": row.due_on.isoformat()}
            for row in user.agreements.select_related("network").order_by("pk")
        ],
        "uitnodigingen": [
            {"netwerk": row.network.name, "verstuurd": row.at.isoformat(), "stand": row.get_state_display()}
            for row in Invitation.objects.filter(email__iexact=user.email).select_related("network").order_by("pk")
        ],
        "voorstellen": list(
            LearningNetwork.objects.filter(proposer=user).order_by("pk").values_list("name", flat=True)
        ),
    }


def empty_withdrawn(at: datetime) -> int:
    """What was withdrawn a month ago loses its text, its earlier versions and its files."""
    due = Post.objects.filter(withdrawn_at__lt=at - WITHDRAWN_KEPT).exclude(text="")[:1000]
    found = list(due)
    for post in found:
        for file in post.files.all():
            file.stored.delete(save=False)
            file.delete()
    PostVersion.objects.filter(of__in=found).delete()
    return Post.objects.filter(pk__in=[post.pk for post in found]).update(text="")


def drop_ended(at: datetime) -> int:
    """Who left or was not let in a year ago, answered invitations, and what was told long ago."""
    ended = (MembershipState.LEFT, MembershipState.REFUSED, MembershipState.REMOVED)
    before = at - ENDED_KEPT
    gone, _ = Membership.objects.filter(
        Q(ended_at__lt=before) | Q(ended_at=None, asked_at__lt=before), state__in=ended
    ).delete()
    old = Invitation.objects.exclude(state=InvitationState.DECLINED).filter(at__lt=before)
    answered, _ = old.delete()
    Notice.objects.filter(told_at__lt=at - NOTICES_KEPT).delete()
    HeldMail.objects.filter(settled_at__lt=at - NOTICES_KEPT).delete()
    return gone + answered
