from loket.post.models.mailbox import Fetched, Mailbox, SendingLimit
from loket.post.models.message import Message, MessageAttachment, Placement
from loket.post.models.raw import RawHistory, RawMessage
from loket.post.models.thread import MentionedId, SentMessage, Thread

__all__ = [
    "Fetched",
    "Mailbox",
    "MentionedId",
    "Message",
    "MessageAttachment",
    "Placement",
    "RawHistory",
    "RawMessage",
    "SendingLimit",
    "SentMessage",
    "Thread",
]
