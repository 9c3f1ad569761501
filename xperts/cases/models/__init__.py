"""The tables of tailored advice, up to the decision."""

from xperts.cases.models.case import Applicant, Case, CaseHistory, CaseQuerySet
from xperts.cases.models.clock import CaseSeries, Lateness, Reminder
from xperts.cases.models.dossier import Application, Diagnosis, Effort, Intake, Judgement
from xperts.cases.models.framework import Criterion, Framework, Rules, Terms

__all__ = [
    "Applicant",
    "Application",
    "Case",
    "CaseHistory",
    "CaseQuerySet",
    "CaseSeries",
    "Criterion",
    "Diagnosis",
    "Effort",
    "Framework",
    "Intake",
    "Judgement",
    "Lateness",
    "Reminder",
    "Rules",
    "Terms",
]
