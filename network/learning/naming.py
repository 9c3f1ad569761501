"""How people are named in networks: by their name alone, never by an address."""

from loket.accounts.enums import ShownField

FORMER = "Oud-lid"
NAMELESS = "Lid zonder naam"


def name_of(person) -> str:
    """A name to show; whoever erased the account is *oud-lid*, and a name that holds an address is not shown.

    That people type an address as their name is hard case 40.
    """
    if person is None or not person.is_active:
        return FORMER
    name = person.name.strip()
    return name if name and "@" not in name else NAMELESS


def shown_of(person) -> str:
    """Job and organisation, as far as this person shows them to colleagues; empty when they show neither."""
    if person is None or not person.is_active:
        return ""
    wanted = person.shown_fields
    job = person.job_title if ShownField.JOB_TITLE in wanted else ""
    organisation = person.organisation.name if ShownField.ORGANISATION in wanted and person.organisation else ""
    return ", ".join(filter(None, (job, organisation)))


def is_listed(person) -> bool:
    """Whether colleagues outside the network may come across this name (hard case 39)."""
    return bool(person and person.is_active and person.is_listed)
