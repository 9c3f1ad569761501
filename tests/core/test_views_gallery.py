"""The gallery of components."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from loket.core.views_gallery import gallery


def test_gallery_in_production_is_not_there(rf, settings):
    settings.IS_DEMO = settings.DEBUG = False
    request = rf.get("/demo/onderdelen/")
    request.user = AnonymousUser()

    with pytest.raises(Http404):
        gallery(request)
