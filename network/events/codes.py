"""The code on a participant's phone: proves a registration at the door, and opens nothing else."""

import hashlib

from django.utils.crypto import constant_time_compare, salted_hmac

# Without letters and digits that look alike: six of these are thirty bits, tried only by who stands at the door.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 6
_MOST_DIGITS = 12


def code_of(registration_id: int) -> str:
    """As *1043-K7Q2M9*: the number of the registration, with signs that only the portal can make."""
    digest = salted_hmac("network.events.door", str(registration_id), algorithm="sha256").digest()
    number = int.from_bytes(hashlib.sha256(digest).digest()[:8])
    signs = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return f"{registration_id}-{''.join(signs)}"


def registration_id(code: str) -> int | None:
    """The number in a code as somebody types it, or in the address that was scanned; None for what is none of ours."""
    typed = code.rpartition("code=")[2].strip().upper()
    digits = typed.partition("-")[0]
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS):
        return None
    number = int(digits)
    return number if constant_time_compare(code_of(number), typed) else None
