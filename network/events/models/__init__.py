"""The tables of events."""

from network.events.models.evaluation import Evaluation
from network.events.models.event import Event, EventHistory, Session
from network.events.models.registration import Needs, Registration, RegistrationHistory

__all__ = ["Evaluation", "Event", "EventHistory", "Needs", "Registration", "RegistrationHistory", "Session"]
