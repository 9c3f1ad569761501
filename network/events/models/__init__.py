"""The tables of events."""

from network.events.models.evaluation import Evaluation
from network.events.models.event import Event, EventHistory, Session
from network.events.models.presence import CheckIn
from network.events.models.registration import Needs, Registration, RegistrationHistory
from network.events.models.series import Series
from network.events.models.taking_along import CalendarAddress, Discount, EventDocument

__all__ = [
    "CalendarAddress",
    "CheckIn",
    "Discount",
    "Evaluation",
    "Event",
    "EventDocument",
    "EventHistory",
    "Needs",
    "Registration",
    "RegistrationHistory",
    "Series",
    "Session",
]
