"""Doing something and saying in a sentence how it went; the same for all pages of the pool."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest

from loket.core.workflow import StaleState


def tell(request: HttpRequest, function: Callable[[], object], done: str, *, undo: str = "") -> bool:
    """Do it; True when it was done. A refusal becomes a message, for a page that shows no form again.

    ``undo``: the address at which it is taken back.
    """
    try:
        function()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done, extra_tags=undo and f"undo:{undo}")
        return True
    return False


def try_form(form: Form, function: Callable[[], object]) -> bool:
    """Do it; True when it was done. A refusal stands in the form, at its field where it has one."""
    try:
        function()
    except ValidationError as error:
        _into(form, error)
    except StaleState as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def _into(form: Form, error: ValidationError) -> None:
    told = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, texts in told.items():
        form.add_error(name if name in form.fields else None, texts)
