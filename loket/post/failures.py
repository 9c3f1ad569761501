"""What a single message can make go wrong, in the parsers of the standard library or in the area that takes it in.

Such a message is held; the rest goes on. What says that the database or the storage is away is not in this list: that
is no fault of the message, so it is tried again later.
"""

import binascii
import struct
import zlib
from email.errors import MessageError

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError

from loket.core.workflow import StaleState

OF_A_MESSAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
    MessageError,
    binascii.Error,
    struct.error,
    zlib.error,
    ObjectDoesNotExist,
    PermissionDenied,
    ValidationError,
    StaleState,
    DataError,
    IntegrityError,
    InternalError,
    NotSupportedError,
    ProgrammingError,
)
