"""The few requests outside the measured runs: signing in and starting a proposal."""

import http.cookiejar
import re
import urllib.parse
import urllib.request

# As ``manage.py demo_accounts`` makes it.
PROFESSIONAL = {"login": "professional@voorbeeld.nl", "password": "rondkijken-in-de-demo"}
_TOKEN = re.compile(r'name="csrfmiddlewaretoken"\s+value="([^"]+)"')


class Browser:
    """A client that keeps its cookies and sends forms with their token."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    @property
    def cookies(self) -> str:
        """The value of a ``Cookie`` header."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def send(self, page: str, form: str, **values: str) -> str:
        """Post a form that stands on ``page`` to ``form``; returns the path where that leads."""
        with self._opener.open(self._address + page, timeout=60) as answer:
            token = _TOKEN.search(answer.read().decode())[1]
        data = urllib.parse.urlencode(values | {"csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self._address + form, data, {"Referer": self._address + page})
        with self._opener.open(request, timeout=60) as answer:
            return urllib.parse.urlsplit(answer.url).path


def signed_in(address: str) -> Browser:
    """The browser of the professional of the demo."""
    browser = Browser(address)
    browser.send("/account/login/", "/account/login/", **PROFESSIONAL)
    return browser
