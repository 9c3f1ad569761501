"""Who may do what with the dossier of a file; predicates on the objects alone."""

from loket.catalogue.permissions import can_open_file, can_propose, is_editor

__all__ = ["can_act_on_problem", "can_look_after", "can_open_file", "can_write_web_version", "is_editor"]


def can_look_after(user, file) -> bool:
    """Who keeps the entry of a file keeps the file: owner, deputy, partners of the organisation, editors."""
    return bool(user and user.is_authenticated) and can_propose(user, file.entry)


def can_act_on_problem(user, problem) -> bool:
    return can_look_after(user, problem.file)


def can_write_web_version(user, web) -> bool:
    return can_look_after(user, web.file)
