"""The yardstick: a Django view without middleware that answers with a fixed page of 30,720 bytes."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

SIZE = 30_720
_HEAD, _TAIL = "<!doctype html><html lang=nl><title>maat</title><ul>\n", "\n</ul></html>\n"
_ROW = '<li><a href="/x">Een regel met gewone tekst en een verwijzing erin</a></li>\n'
BODY = (_HEAD + _ROW * 500)[: SIZE - len(_TAIL)] + _TAIL


def fixed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", fixed)]

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="x" * 50,
        MIDDLEWARE=[],
        INSTALLED_APPS=[],
        USE_TZ=True,
        LOGGING_CONFIG=None,
    )
    application = get_wsgi_application()
