"""What was just taken off somebody's ties, times or training, kept in the session of who did it until it is put back
or the session ends.

The last one only: that is the one of which the message has a button.
"""

from django.core import serializers
from django.http import Http404, HttpRequest
from django.urls import reverse

from xperts.pool.models import Availability, Interest, Training

_KEPT = "dropped-in-pool"
Row = Interest | Availability | Training


def keep(request: HttpRequest, row: Row) -> str:
    """Returns the address at which a press puts it back."""
    request.session[_KEPT] = serializers.serialize("json", [row])
    return reverse("pool_put_back")


def kept(request: HttpRequest) -> Row:
    """As a row that is not saved yet. Once: a second press finds nothing. Raises ``Http404``."""
    text = request.session.pop(_KEPT, None)
    if text is None:
        raise Http404
    row = next(serializers.deserialize("json", text)).object
    row.pk = None
    return row
