"""Who may do what with groups of questions: as with the questions themselves."""

from servicedesk.permissions import can_handle, can_see_desk

__all__ = ["can_handle", "can_see_desk"]
