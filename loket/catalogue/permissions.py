"""Who may do what with entries, proposals and files; predicates on the objects alone."""

from loket.accounts.permissions import is_editor

__all__ = [
    "can_bring",
    "can_comment",
    "can_edit_revision",
    "can_moderate",
    "can_open_file",
    "can_propose",
    "can_submit",
    "is_author",
    "is_editor",
    "nobody_judges_own_work",
]


def can_bring(user) -> bool:
    return bool(user.is_authenticated and user.is_active)


def can_propose(user, entry) -> bool:
    """Owner, colleagues of the owning organisation that are partner, and editors may propose a change."""
    if not can_bring(user):
        return False
    is_own = entry.owner_id is not None and entry.owner_id == user.pk
    is_of_partner = "partner" in user.roles and entry.organisation_id and entry.organisation_id == user.organisation_id
    return bool(is_own or is_of_partner or is_editor(user))


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
