"""People who want to be found, as the profile page would have made them."""

from loket.accounts.enums import ShownField
from loket.accounts.models import User
from network.directory.models import Listing
from tests.factories import UserFactory

ALL = list(ShownField.values)
OF_LISTING = ("also_shown", "languages", "about", "takes_messages")


def listed(name: str = "Wilma Wandelaar", **profile) -> User:
    """Somebody in the directory who shows all of the profile, unless ``shown_fields`` says otherwise."""
    own = {
        name: profile.pop(name) for name in ("also_shown", "languages", "about", "takes_messages") if name in profile
    }
    person = UserFactory(**({"name": name, "is_listed": True, "shown_fields": ALL} | profile))
    if own:
        Listing.objects.filter(person=person).update(**own)
        person.save()
    return person


def card_of(person: User) -> str:
    """The address of somebody's card."""
    return Listing.objects.get(person=person).get_absolute_url()
