from loket.monitoring.surveys.models.answers import Answers, HalfWay
from loket.monitoring.surveys.models.focus import FocusGroup, FocusGroupHistory, Participant
from loket.monitoring.surveys.models.questionnaire import Question, Questionnaire, Version
from loket.monitoring.surveys.models.survey import Invitation, OptOut, Survey, SurveyHistory

__all__ = [
    "Answers",
    "FocusGroup",
    "FocusGroupHistory",
    "HalfWay",
    "Invitation",
    "OptOut",
    "Participant",
    "Question",
    "Questionnaire",
    "Survey",
    "SurveyHistory",
    "Version",
]
