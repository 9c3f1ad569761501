"""The tables of the servicedesk."""

from servicedesk.models.forgetting import Forgetting
from servicedesk.models.message import Draft, Message, QuestionFile, StandardAnswer
from servicedesk.models.origin import Bringer, Imported, ImportedMessage
from servicedesk.models.public_answer import PublicAnswer
from servicedesk.models.question import ClockRecord, Question, QuestionHistory
from servicedesk.models.queue import NumberSeries, Queue
from servicedesk.models.rearrangement import Rearrangement
from servicedesk.models.referral import HelpedBefore, Rating, Referral
from servicedesk.models.scan import Scan
from servicedesk.models.triage import Absence, SavedView

__all__ = [
    "Absence",
    "Bringer",
    "ClockRecord",
    "Draft",
    "Forgetting",
    "HelpedBefore",
    "Imported",
    "ImportedMessage",
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
    "SavedView",
    "Scan",
    "StandardAnswer",
]
