"""Writing to a colleague through the portal: the mail goes out, the address stays here."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from loket.catalogue.experiences import notifications, permissions
from loket.catalogue.experiences.models import ContactMessage, Experience, Use

MOST_PER_DAY = 5
DAY = timedelta(days=1)
# Long enough to count a day, and to look into a complaint.
KEPT = timedelta(days=90)


def send(subject: Experience | Use, *, text: str, by, at: datetime) -> None:
    """Mail ``text`` to who told or registered this, with the sender's name and address to answer to.

    Raises ``ValidationError`` with a sentence when somebody sends more than five in a day, or one twice.
    """
    if not permissions.can_contact(by, subject):
        raise PermissionDenied("Deze collega krijgt geen berichten.")
    about = {"experience": subject} if isinstance(subject, Experience) else {"use": subject}
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=by.pk)  # messages of one sender go one after the other
        recent = ContactMessage.objects.filter(sender=by, at__gt=at - DAY)
        if recent.filter(**about).exists():
            raise ValidationError("U hebt deze collega vandaag al geschreven. Wacht op antwoord.")
        if recent.count() >= MOST_PER_DAY:
            raise ValidationError(f"U kunt op een dag {MOST_PER_DAY} berichten sturen. Probeer het morgen opnieuw.")
        ContactMessage.objects.create(sender=by, at=at, **about)
        notifications.message(subject, text=text, sender=by, at=at)


def sent_by(user) -> QuerySet[ContactMessage]:
    return ContactMessage.objects.filter(sender=user).order_by("at")


def forget_old(at: datetime) -> int:
    return ContactMessage.objects.filter(at__lt=at - KEPT).delete()[0]
