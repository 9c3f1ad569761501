"""Reports of mail that did not arrive: RFC 3464, and what servers wrote before it or beside it."""

import re
from dataclasses import dataclass, field
from email.message import Message

from loket.post.enums import Cause
from loket.post.reading import addresses, headers

_SUBJECT = re.compile(
    r"undeliver(?:able|ed)|onbestelbaar|niet bestelbaar|onbezorgbaar|niet (?:bezorgd|afgeleverd|besteld)|"
    r"kan niet worden (?:bezorgd|afgeleverd)|kon niet worden (?:bezorgd|afgeleverd)|mail delivery (?:failed|subsystem)|"
    r"delivery status notification|delivery (?:has )?failed|delivery failure|returned mail|failure notice|"
    r"unzustellbar|non remis|bezorging mislukt|message limit exceeded",
    re.IGNORECASE,
)
_DELAY = re.compile(
    r"delay|vertraag|vertraging|nog niet (?:bezorgd|afgeleverd)|warning: could not send|wordt opnieuw geprobeerd|"
    r"will (?:be retried|keep trying)|verspätet",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"(?:mailer-daemon|postmaster|mail-?delivery|microsoftexchange[\w]*|bounces?)@?", re.IGNORECASE)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY_CODE = re.compile(r"\b([45]\d\d)[ -]")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_OWN_ID = re.compile(r"^[> \t]{0,20}message-id:\s{0,5}(<[^<>\s]{3,400}>)", re.IGNORECASE | re.MULTILINE)
_CAUSES = {
    Cause.LIMIT: (
        r"limit exceeded|exceeded .{0,40}limit|too many (?:messages|recipients)|rate limit|quota .{0,20}sending"
    ),
    Cause.MAILBOX_FULL: (r"\b[45]\.2\.2\b|mailbox (?:is )?(?:full|vol)|over quota|quota exceeded|postvak .{0,20}vol"),
    Cause.NO_SUCH_ADDRESS: (
        r"\b5\.1\.(?:1|2|3|10)\b|user unknown|unknown user|no such (?:user|address)|does not exist|bestaat niet|"
        r"recipient ?not ?found|kan niet worden gevonden|niet gevonden|wasn't found"
    ),
    Cause.BLOCKED: r"\b5\.7\.\d+\b|blocked|blacklist|spam|policy|geblokkeerd|geweigerd",
}
_READ_OF_TEXT = 20_000


@dataclass(frozen=True)
class Bounce:
    """What a report says. ``original_ids`` are the Message-IDs of the mail that did not arrive."""

    recipients: list[str] = field(default_factory=list)
    original_ids: list[str] = field(default_factory=list)
    status: str = ""
    diagnostic: str = ""
    cause: str = Cause.OTHER
    is_delay: bool = False

    @property
    def is_permanent(self) -> bool:
        return not self.is_delay and not self.status.startswith("4")


def find(mail: Message, subject: str, sender: str, text: str) -> Bounce | None:
    """The report in this mail; ``None`` when it is no report of mail that did not arrive or that is late."""
    groups = _report(mail)
    if groups is None:
        return _by_its_words(mail, subject, sender, text)
    actions = {headers.value(group, "Action").lower() for group in groups} - {""}
    if actions and actions <= {"delivered", "relayed", "expanded"}:
        return None
    told = "\n".join(headers.value(group, "Diagnostic-Code") for group in groups).strip()
    status = next((found for group in groups if (found := headers.value(group, "Status"))), "")
    return Bounce(
        recipients=[found for group in groups if (found := _recipient(group))][:20],
        original_ids=_original_ids(mail, text),
        status=status[:20],
        diagnostic=told[:500],
        cause=_cause(f"{status}\n{told}\n{text[:_READ_OF_TEXT]}"),
        is_delay=actions == {"delayed"},
    )


def _report(mail: Message) -> list[Message] | None:
    """The groups of a delivery status; ``None`` when there is no such part."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            return part.get_payload()
    return None


def _recipient(group: Message) -> str:
    told = headers.value(group, "Original-Recipient") or headers.value(group, "Final-Recipient")
    return addresses.normal(told.rpartition(";")[2])


def _by_its_words(mail: Message, subject: str, sender: str, text: str) -> Bounce | None:
    """Servers that write a report as a letter: sender and subject together tell it."""
    is_reporter = bool(_REPORTER.match(sender)) or headers.raw_values(mail, "Return-Path")[:1] == ["<>"]
    is_late = bool(_DELAY.search(subject))
    if not is_reporter or not (is_late or _SUBJECT.search(subject) or headers.raw_values(mail, "X-Failed-Recipients")):
        return None
    shown = text[:_READ_OF_TEXT]
    status = _STATUS.search(shown) or _REPLY_CODE.search(shown)
    told = [addresses.normal(each) for each in headers.value(mail, "X-Failed-Recipients").split(",")]
    return Bounce(
        recipients=[each for each in (told if any(told) else _ADDRESS.findall(shown.lower())) if each][:20],
        original_ids=_original_ids(mail, text),
        status=status[1] if status else "",
        diagnostic=" ".join(shown.split())[:500],
        cause=_cause(shown),
        is_delay=is_late and not _SUBJECT.search(subject),
    )


def _original_ids(mail: Message, text: str) -> list[str]:
    """From the returned mail or its headers, from what the report says it answers, and from its text."""
    found = headers.message_ids(" ".join(headers.raw_values(mail, "In-Reply-To")))
    found += headers.message_ids(" ".join(headers.raw_values(mail, "References")))
    for part in mail.walk():
        if part is not mail and part.get_content_type() not in ("message/delivery-status",):
            found += [headers.normal_id(each) for each in headers.raw_values(part, "Message-ID")]
        if part.get_content_type() in ("text/rfc822-headers", "text/plain") and not part.is_multipart():
            content = part.get_payload(decode=True) or b""
            found += [headers.normal_id(each) for each in _OWN_ID.findall(content[:_READ_OF_TEXT].decode("latin-1"))]
    found += [headers.normal_id(each) for each in _OWN_ID.findall(text[:_READ_OF_TEXT])]
    return list(dict.fromkeys(each for each in found if each))[:20]


def _cause(words: str) -> str:
    return next((cause for cause, pattern in _CAUSES.items() if re.search(pattern, words, re.IGNORECASE)), Cause.OTHER)
