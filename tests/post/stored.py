"""The stored messages: one file per case, ``{{3 x ab}}`` in it stands for ``ababab``."""

import pathlib
import re

MESSAGES = pathlib.Path(__file__).parent / "messages"
_REPEATED = re.compile(rb"\{\{(\d+) x (.+?)\}\}", re.DOTALL)

TOKEN = "abcdefghijklmnopqrst"
SENT = f"{TOKEN}.0123456789abcdef01234567@example.org"
INTERNAL = f"{TOKEN}.fedcba9876543210fedcba98@example.org"
ASKER = "ans@ggd.example"
COLLEAGUE = "els@cgl.example"


def raw(name: str) -> bytes:
    written = (MESSAGES / f"{name}.eml").read_bytes()
    return _REPEATED.sub(lambda match: match[2] * int(match[1]), written)
