"""The models of experiences and use, a module per noun."""

from loket.catalogue.experiences.models.contact import ContactMessage
from loket.catalogue.experiences.models.experience import Experience, ExperienceHistory, UsefulVote
from loket.catalogue.experiences.models.use import Use, UseHistory

__all__ = ["ContactMessage", "Experience", "ExperienceHistory", "Use", "UseHistory", "UsefulVote"]
