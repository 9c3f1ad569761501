"""The one way to fetch an object for somebody: what they may not see does not exist for them."""

from django.db import models
from django.shortcuts import get_object_or_404


def fetch(model: type[models.Model], user, *related: str, **lookup) -> models.Model:
    """The object as this person may see it, with ``related`` in the same query.

    The model's queryset says who sees what (``visible_to``). Raises ``Http404`` for what is not there or not theirs.
    """
    return get_object_or_404(model._default_manager.visible_to(user).select_related(*related), **lookup)
