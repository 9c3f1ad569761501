"""Who may do what with entries, proposals and files; predicates on the objects alone."""

from loket.accounts.permissions import is_editor

__all__ = [
    "can_adopt",
    "can_appoint",
    "can_bring",
    "can_comment",
    "can_edit_revision",
    "can_moderate",
    "can_open_file",
    "can_propose",
    "can_submit",
    "is_author",
    "is_editor",
    "is_partner_of",
    "looks_after",
    "nobody_judges_own_work",
]


def can_bring(user) -> bool:
    return bool(user.is_authenticated and user.is_active)


def can_propose(user, entry) -> bool:
    """Owner, deputy, colleagues of the owning organisation that are partner, and editors may propose a change."""
    return can_bring(user) and (looks_after(user, entry) or is_partner_of(user, entry) or is_editor(user))


def looks_after(user, entry) -> bool:
    """Owner and deputy."""
    return bool(user.is_authenticated and user.pk in (entry.owner_id, entry.deputy_id))


def is_partner_of(user, entry) -> bool:
    is_colleague = entry.organisation_id is not None and entry.organisation_id == user.organisation_id
    return bool(is_colleague and "partner" in user.roles)


def can_appoint(user, entry) -> bool:
    """Choosing owner and deputy."""
    is_owner = entry.owner_id is not None and entry.owner_id == user.pk
    return can_bring(user) and (is_owner or is_editor(user))


def can_adopt(user, entry) -> bool:
    """Taking over an entry whose owner left; whether that is so, the act itself looks at."""
    is_deputy = entry.deputy_id is not None and entry.deputy_id == user.pk
    return can_bring(user) and (is_deputy or is_partner_of(user, entry) or is_editor(user))


def is_author(user, revision) -> bool:
    return bool(user and user.is_authenticated and user.is_active and revision.author_id == user.pk)


def can_edit_revision(user, revision) -> bool:
    return is_author(user, revision) and revision.state in ("draft", "changes_asked")


def can_submit(user, revision) -> bool:
    return is_author(user, revision)


def can_moderate(user, revision) -> bool:
    return is_editor(user)


def nobody_judges_own_work(user, revision) -> bool:
    """An editor's own first contribution is read by a second pair of eyes."""
    return is_editor(user) and revision.author_id != user.pk


def can_comment(user, revision) -> bool:
    return is_editor(user) or is_author(user, revision)


def can_open_file(user, file) -> bool:
    if file.is_public:
        return True
    if not (user and user.is_authenticated):
        return False
    return is_editor(user) or file.uploaded_by_id == user.pk or file.entry.owner_id == user.pk
