"""Asking by the public form, as browsers do it: each form is sent whole, with its token, and gives a question."""

import http.client
import re
import statistics
import threading
import time
import uuid
from urllib.parse import urlencode, urlsplit

from benchmarks.load import Bench

FORM = "/vraag/"
_COUNTED = 5
_TOKEN = re.compile(r'name="csrfmiddlewaretoken"\s+value="([^"]+)"')


class Asker:
    """Somebody with the form open in a browser."""

    def __init__(self, address: str) -> None:
        self._place = urlsplit(address).netloc
        answer, page = self._send("GET")
        self._cookie = answer.headers["Set-Cookie"].split(";")[0]
        self._token = _TOKEN.search(page)[1]

    def ask(self) -> float:
        """Send one form; returns the milliseconds that it took. Raises ``RuntimeError`` when it was not taken."""
        told = {"csrfmiddlewaretoken": self._token, "stap": "versturen", "submission": str(uuid.uuid4())}
        told |= {"text": "Hoe bereik ik ouderen die weinig buiten komen?", "name": "Vera Voorbeeld"}
        body = urlencode(told | {"email": f"{uuid.uuid4()}@meting.example"})
        start = time.perf_counter()
        answer, page = self._send("POST", body)
        if answer.status != http.client.FOUND:
            raise RuntimeError(f"asking answered {answer.status}: {re.sub('<[^>]+>', '', page)[:300]}")
        return 1000 * (time.perf_counter() - start)

    def _send(self, method: str, body: str = "") -> tuple[http.client.HTTPResponse, str]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie} if body else {}
        connection = http.client.HTTPConnection(self._place, timeout=100)
        connection.request(method, FORM, body or None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        return answer, page


def queries(bench: Bench) -> float:
    """Of one question that is asked, once both workers are warm."""
    asker, counted = Asker(bench.portal.address), []
    for _ in range(_COUNTED):
        asker.ask()
    for _ in range(_COUNTED):
        bench.site.forget_queries()
        asker.ask()
        counted.append(bench.site.queries()[0])
    return statistics.median(counted)


def run(address: str, seconds: float, connections: int) -> dict:
    """So many people ask at once, for so long and at least twice each; in the form of ``load.wrk``."""
    taken = []
    askers = [Asker(address) for _ in range(connections)]
    start = time.perf_counter()

    def work(asker: Asker) -> None:
        taken.extend((asker.ask(), asker.ask()))
        while time.perf_counter() < start + seconds:
            taken.append(asker.ask())

    people = [threading.Thread(target=work, args=(asker,)) for asker in askers]
    for person in people:
        person.start()
    for person in people:
        person.join()
    spent = time.perf_counter() - start
    percentiles = statistics.quantiles(taken, n=20, method="inclusive")
    told = {"requests": len(taken), "errors": 0, "per_second": len(taken) / spent}
    return told | {"p50": percentiles[9], "p95": percentiles[18]}
