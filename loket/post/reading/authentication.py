"""What our own mail server found of the sender (RFC 8601); what anybody else wrote there counts for nothing."""

import re
from email.message import Message

from loket.post.reading import headers

_RESULT = re.compile(r"\b(dmarc|spf|dkim)\s*=\s*(\w+)", re.IGNORECASE)


def result(mail: Message, trusted: list[str]) -> str:
    """``pass``, ``fail`` or empty when no trusted server says so.

    Only the topmost header counts, and only when one of our own servers (``trusted``) wrote it: a server puts its own
    above those that came along.
    """
    found = headers.raw_values(mail, "Authentication-Results")[:1]
    if not found or found[0].partition(";")[0].split("/")[0].strip().lower() not in {each.lower() for each in trusted}:
        return ""
    results = {name.lower(): told.lower() for name, told in reversed(_RESULT.findall(found[0]))}
    if results.get("dmarc") in ("pass", "fail"):
        return results["dmarc"]
    if "pass" in (results.get("dkim"), results.get("spf")):
        return "pass"
    return "fail" if "fail" in results.values() else ""
