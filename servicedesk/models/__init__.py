"""The tables of the servicedesk."""

from servicedesk.models.message import Draft, Message, QuestionFile, StandardAnswer
from servicedesk.models.public_answer import PublicAnswer
from servicedesk.models.question import ClockRecord, Question, QuestionHistory
from servicedesk.models.queue import NumberSeries, Queue
from servicedesk.models.rearrangement import Rearrangement
from servicedesk.models.referral import HelpedBefore, Rating, Referral

__all__ = [
    "ClockRecord",
    "Draft",
    "HelpedBefore",
    "Message",
    "NumberSeries",
    "PublicAnswer",
    "Question",
    "QuestionFile",
    "QuestionHistory",
    "Queue",
    "Rating",
    "Rearrangement",
    "Referral",
    "StandardAnswer",
]
