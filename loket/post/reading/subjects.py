"""What stands before and in a subject: *Re:*, *Antw:*, *Doorst:*, and the numbers of other desks."""

import re

_REPLY = r"re|antw|betr|aw|sv|vs|ref|rép|res|r"
_FORWARD = r"fwd?|doorst|doorgest|wg|tr|enc|vl|i|rv"
_LABEL = r"\s*(?:\[(?:extern|external|spam)\]\s*)?"
_END = r"\.?\s*(?:\[\d+\])?\s*[:\uff1a]\s*"
_PREFIX = re.compile(rf"{_LABEL}(?:{_REPLY}|{_FORWARD}){_END}", re.IGNORECASE)
_FORWARD_FIRST = re.compile(rf"{_LABEL}(?:{_FORWARD}){_END}", re.IGNORECASE)
_REPLY_FIRST = re.compile(rf"{_LABEL}(?:{_REPLY}){_END}", re.IGNORECASE)
_FOREIGN = re.compile(
    r"\[?ref:[\w.!-]{6,80}:ref\]?"  # Salesforce
    r"|\b(?:INC|REQ|RITM|CHG|SCTASK|PRB)\d{6,12}\b"  # ServiceNow, TOPdesk
    r"|(?<=\[)[A-Z][A-Z0-9]{1,9}-\d{2,7}(?=\])"  # JIRA; without the brackets it may be any word (COVID-19)
    r"|\[?(?:Ticket|Case|Zaak|Melding|Request)\s?(?:ID|nr\.?|nummer)?\s?[:#]\s?\d{3,20}\]?",
)


def is_forward(subject: str) -> bool:
    return bool(_FORWARD_FIRST.match(subject))


def is_reply(subject: str) -> bool:
    return bool(_REPLY_FIRST.match(subject))


def bare(subject: str) -> str:
    """The subject without what programs put before it, however often."""
    while match := _PREFIX.match(subject):
        subject = subject[match.end() :]
    return " ".join(subject.split())


def is_same(one: str, other: str) -> bool:
    return not one or not other or bare(one).casefold() == bare(other).casefold()


def foreign_tokens(subject: str) -> list[str]:
    """The numbers that other desks gave this case, as they stand in the subject."""
    return list(dict.fromkeys(match.group().strip("[]") for match in _FOREIGN.finditer(subject)))[:10]
