"""Who may do what with calls for questions: the desk makes them, the coordinator looks along."""

from servicedesk.permissions import can_handle, can_see_desk

__all__ = ["can_handle", "can_see_desk"]
