"""Was this written by a person? What programs say in headers counts; words in a subject count only within a thread."""

import re
from dataclasses import dataclass
from email.message import Message

from loket.post.enums import Kind
from loket.post.reading import headers
from loket.post.reading.addresses import Address
from loket.post.reading.bounces import Bounce

_REPORTS = {"disposition-notification", "feedback-report", "delivery-status"}
_AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Vacation")
_AUTOMATIC_SUBJECT = re.compile(
    r"(?:automatisch(?:e)? (?:antwoord|reactie|bericht)|afwezigheids(?:bericht|melding|assistent)|auto(?:matic)?[- ]?"
    r"(?:reply|response|antwoord)|out of (?:the )?office|afwezig(?:heid)?|niet aanwezig|buiten kantoor|vakantiebericht|"
    r"ik ben (?:afwezig|met vakantie)|abwesenheit\w*|automatische antwort|réponse automatique)\b"
    r"\s*(?:[:(–-].*|tot\b.*|t/m\b.*|van\b.*|$)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(?:\s*(?:re|antw|aw)\s*:)*\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """``kind`` by what is certain, ``seems_automatic`` by the subject, ``may_be_answered`` by a program of ours."""

    kind: str
    seems_automatic: bool
    may_be_answered: bool
    is_bulk: bool
    is_generated: bool


def judge(mail: Message, subject: str, sender: Address, bounce: Bounce | None) -> Verdict:
    seems_automatic = bool(_AUTOMATIC_SUBJECT.match(subject, _PREFIX.match(subject).end()))
    is_bulk = _is_bulk(mail)
    kind = _kind(mail, bounce)
    if kind == Kind.PERSON and is_bulk and seems_automatic:
        kind = Kind.AUTO_REPLY
    may_be_answered = (
        kind == Kind.PERSON
        and not (seems_automatic or is_bulk or sender.is_nobody or not sender.address)
        and _auto_submitted(mail) in ("", "no")
        and not _suppresses(mail)
    )
    return Verdict(kind, seems_automatic, may_be_answered, is_bulk, _auto_submitted(mail) not in ("", "no"))


def _kind(mail: Message, bounce: Bounce | None) -> str:
    if bounce is not None:
        return Kind.DELAY if bounce.is_delay else Kind.BOUNCE
    is_report = mail.get_content_type() == "multipart/report" and str(mail.get_param("report-type", "")) in _REPORTS
    if is_report or _auto_submitted(mail) == "auto-replied" or _says_automatic(mail):
        return Kind.AUTO_REPLY
    # Exchange calls its out-of-office messages generated, not replied; a form on a website does so too.
    if _auto_submitted(mail) == "auto-generated" and headers.raw_values(mail, "In-Reply-To"):
        return Kind.AUTO_REPLY
    return Kind.AUTO_REPLY if _null_return_path(mail) else Kind.PERSON


def _auto_submitted(mail: Message) -> str:
    """The keyword (RFC 3834) without its comment and parameters."""
    return re.split(r"[\s;(]", headers.value(mail, "Auto-Submitted").strip().lower())[0]


def _says_automatic(mail: Message) -> bool:
    if any(headers.raw_values(mail, name) for name in _AUTOMATIC_HEADERS):
        return True
    if headers.all_text(mail, "Precedence").lower() in ("auto_reply", "auto-reply"):
        return True
    return "mailbox rules agent" in headers.all_text(mail, "X-MS-Exchange-Generated-Message-Source").lower()


def _is_bulk(mail: Message) -> bool:
    precedence = f"{headers.all_text(mail, 'Precedence')} {headers.all_text(mail, 'X-Precedence')}".lower()
    listed = any(headers.raw_values(mail, name) for name in ("List-Id", "List-Unsubscribe", "X-Mailing-List"))
    return listed or any(word in precedence for word in ("bulk", "junk", "list"))


def _null_return_path(mail: Message) -> bool:
    return any("".join(each.split()) == "<>" for each in headers.raw_values(mail, "Return-Path"))


def _suppresses(mail: Message) -> bool:
    told = headers.all_text(mail, "X-Auto-Response-Suppress").lower()
    return any(word in told for word in ("all", "autoreply"))
