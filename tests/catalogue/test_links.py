"""Checking links, against a server of our own on this machine: there is no other network in a test."""

import asyncio
import threading
import time
from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection

from loket.catalogue import links, probing, publishing, workflow
from loket.catalogue.enums import LinkFault
from loket.catalogue.models import Entry, LinkCheck
from loket.catalogue.probing import Outcome
from tests.factories import EntryFactory, RevisionFactory, UserFactory, content

pytestmark = pytest.mark.django_db


class Answers(BaseHTTPRequestHandler):
    """Answers by its path; ``seen`` counts what was asked, ``most`` how many at the same time."""

    def do_HEAD(self) -> None:
        server, path = self.server, self.path.partition("?")[0]
        with server.lock:
            server.seen[f"{self.command} {path}"] += 1
            server.agents.add(self.headers["User-Agent"])
            server.now += 1
            server.most = max(server.most, server.now)
        try:
            self.answer(path.strip("/"))
        finally:
            with server.lock:
                server.now -= 1

    do_GET = do_HEAD  # noqa: N815 - the name that the server looks for

    def answer(self, path: str) -> None:
        if path.startswith("hangt"):
            self.server.release.wait(20)  # and then hangs up
        elif path == "druppelt":
            self.drip()
        elif path == "ophangen" and self.command == "HEAD":
            self.close_connection = True
        elif path == "ophangen":
            self.reply(200)
        elif path == "eindeloos":
            self.reply(200, {"Content-Length": str(10**12)})
        elif path == "alleen-get":
            self.reply(405 if self.command == "HEAD" else 200)
        elif path.startswith("naar-"):
            self.reply(302, {"Location": self.server.targets[path]})
        else:
            self.reply(int(path))

    def drip(self) -> None:
        """A head that comes byte by byte and never ends."""
        while not self.server.release.wait(0.05):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return

    def reply(self, status: int, headers: dict | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_parts) -> None:
        """Quiet."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    server.seen, server.agents, server.now, server.most = Counter(), set(), 0, 0
    server.lock, server.release = threading.Lock(), threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.targets = {"naar-200": "/200", "naar-naar-zich": "/naar-naar-zich", "naar-bestand": "file:///etc/passwd"}
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def _own_server(settings):
    settings.LINK_CHECK_ALLOW_PRIVATE = True


def probe(url: str, *, seconds: float = 3, allow_private: bool = True) -> Outcome:
    return asyncio.run(probing.probe(url, agent="Proef/1.0", allow_private=allow_private, seconds=seconds))


def watched(*urls: str, **fields) -> list[LinkCheck]:
    """Links of a published entry, due now, in this order."""
    entry = EntryFactory(published=True, content=content(links=[{"label": "Bron", "url": url} for url in urls]))
    LinkCheck.objects.watch([entry.content], at=entry.changed_at)
    LinkCheck.objects.filter(url__in=urls).update(**fields) if fields else None
    return list(LinkCheck.objects.order_by("pk"))


def states() -> dict[str, tuple]:
    rows = LinkCheck.objects.values_list("url", "status", "error", "failures_in_a_row")
    return {url.rpartition("/")[2]: tuple(rest) for url, *rest in rows}


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("200", Outcome(200)),
        ("naar-200", Outcome(200)),
        ("alleen-get", Outcome(200)),
        ("ophangen", Outcome(200)),
        ("eindeloos", Outcome(200)),
        ("403", Outcome(403)),
        ("429", Outcome(429)),
        ("404", Outcome(404, LinkFault.GONE)),
        ("410", Outcome(410, LinkFault.GONE)),
        ("500", Outcome(500, LinkFault.REFUSED)),
        ("naar-naar-zich", Outcome(None, LinkFault.LOOP)),
        ("naar-bestand", Outcome(None, LinkFault.INVALID)),
    ],
)
def test_probe_tells_how_a_link_did(path, outcome, site):
    assert probe(f"{site.url}/{path}") == outcome


@pytest.mark.parametrize("path", ["hangt", "druppelt"])
def test_probe_of_a_host_that_hangs_ends_in_time(path, site):
    start = time.monotonic()

    outcome = probe(f"{site.url}/{path}", seconds=0.4)

    assert outcome == Outcome(None, LinkFault.TIMEOUT)
    assert time.monotonic() - start < 3


def test_probe_asks_with_head_and_reads_no_page(site):
    probe(f"{site.url}/eindeloos")

    assert (site.seen, site.agents) == ({"HEAD /eindeloos": 1}, {"Proef/1.0"})


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:1/", LinkFault.UNREACHABLE),
        ("http://bestaat-niet.invalid/", LinkFault.UNKNOWN_HOST),
        ("ftp://example.org/", LinkFault.INVALID),
        ("http:///leeg", LinkFault.INVALID),
        ("http://example.org:99999/", LinkFault.INVALID),
        ("http://[::1/", LinkFault.INVALID),
        ("http://a..b/", LinkFault.INVALID),
        ("http://ex ample.org/", LinkFault.INVALID),
    ],
)
def test_probe_of_what_is_no_address_says_so(url, fault):
    assert probe(url) == Outcome(None, fault)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "2130706433", "127.1"],
)
def test_probe_refuses_what_is_not_public(host, site):
    outcome = probe(f"http://{host}:{site.server_port}/200", allow_private=False)

    assert (outcome, site.seen) == (Outcome(None, LinkFault.NOT_PUBLIC), {})


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("172.16.0.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:0a00:0001::1", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_is_public_knows_the_ways_to_hide_an_address(address, is_public):
    assert probing.is_public(address) is is_public


def test_redirect_to_a_private_address_is_refused(site):
    site.targets["naar-binnen"] = "http://169.254.169.254/latest/meta-data/"

    async def follow():
        target = probing._parse(site.targets["naar-binnen"])
        return await probing._resolve(target, allow_private=False)

    with pytest.raises(probing._Failed) as refused:
        asyncio.run(follow())
    assert refused.value.fault == LinkFault.NOT_PUBLIC


@pytest.mark.usefixtures("_own_server")
def test_check_writes_down_how_each_link_did(site, at):
    watched(*(f"{site.url}/{path}" for path in ("200", "404", "naar-naar-zich")))

    assert links.check_due(at=at) == 3

    assert states() == {
        "200": (200, "", 0),
        "404": (404, "gone", 1),
        "naar-naar-zich": (None, "loop", 1),
    }
    assert site.agents == {"LoketLinkcontrole/1.0 (+http://localhost:8000)"}


@pytest.mark.usefixtures("_own_server")
def test_link_is_broken_after_the_second_failure_in_a_row(site, at):
    watched(f"{site.url}/404")
    broken = []

    for day in (0, 1, 8):
        links.check_due(at=at + timedelta(days=day, minutes=day))
        broken.append(LinkCheck.objects.broken().in_use().count())

    assert (broken, states()) == ([0, 1, 1], {"404": (404, "gone", 3)})


@pytest.mark.usefixtures("_own_server")
def test_link_that_works_again_is_whole_at_once(site, at):
    watched(f"{site.url}/200", failures_in_a_row=5, error="timeout")

    links.check_due(at=at)

    assert states() == {"200": (200, "", 0)}


@pytest.mark.usefixtures("_own_server")
def test_link_is_checked_once_a_week(site, at):
    watched(f"{site.url}/200")

    done = [links.check_due(at=at + timedelta(days=day, minutes=day)) for day in range(15)]

    assert done == [1, *[0] * 6, 1, *[0] * 6, 1]


@pytest.mark.usefixtures("_own_server")
def test_link_that_no_entry_has_any_more_is_forgotten(site, at):
    watched(f"{site.url}/404")
    Entry.objects.update(content=content())

    assert (links.check_due(at=at), LinkCheck.objects.count(), site.seen) == (0, 0, {})


@pytest.mark.usefixtures("_own_server")
def test_check_that_is_cut_off_goes_on_where_it_was(site, at, monkeypatch):
    monkeypatch.setattr(links, "MOST_AT_ONCE_PER_HOST", 1)
    watched(f"{site.url}/200", f"{site.url}/hangt")

    done = [links.check_due(at=at, seconds=0.6)]
    site.release.set()
    done.append(links.check_due(at=at))

    assert (done, site.seen) == ([1, 1], {"HEAD /200": 1, "HEAD /hangt": 2, "GET /hangt": 1})


@pytest.mark.usefixtures("_own_server")
def test_host_that_hangs_does_not_hold_up_the_others(site, at, monkeypatch):
    monkeypatch.setattr(probing, "SECONDS_PER_LINK", 1)
    watched(*(f"{site.url}/hangt-{number}" for number in range(8)), f"http://localhost:{site.server_port}/200")

    links.check_due(at=at, seconds=1.5)

    assert states()["200"] == (200, "", 0)
    assert site.most <= links.MOST_AT_ONCE_PER_HOST + 1


@pytest.mark.usefixtures("_own_server")
def test_one_host_gets_no_more_than_its_share_at_once_and_in_a_run(site, at):
    watched(*(f"{site.url}/200?{number}" for number in range(links.MOST_PER_HOST_PER_RUN + 5)))

    assert [links.check_due(at=at), links.check_due(at=at)] == [links.MOST_PER_HOST_PER_RUN, 5]
    assert site.most <= links.MOST_AT_ONCE_PER_HOST


@pytest.mark.usefixtures("_own_server")
def test_outage_of_our_own_network_breaks_no_links(at):
    watched(*(f"http://127.0.0.{number}:1/" for number in range(1, 6)))

    assert (links.check_due(at=at), LinkCheck.objects.exclude(failures_in_a_row=0).count()) == (0, 0)


@pytest.mark.usefixtures("_own_server")
def test_silent_sites_beside_one_that_answers_are_counted(site, at):
    watched(f"{site.url}/200", *(f"http://127.0.0.{number}:1/" for number in range(1, 6)))

    assert (links.check_due(at=at), LinkCheck.objects.filter(failures_in_a_row=1).count()) == (6, 5)


def test_one_outage_seen_by_two_runs_counts_once(at):
    (row,) = watched("https://a.example/")
    other = LinkCheck.objects.get()
    fault = Outcome(None, LinkFault.TIMEOUT)

    assert [links.keep(row, fault, at=at), links.keep(other, fault, at=at)] == [True, False]

    assert LinkCheck.objects.get().failures_in_a_row == 1


def test_check_without_permission_for_private_addresses_asks_nothing(site, at):
    watched(f"{site.url}/200")

    links.check_due(at=at)

    assert (states(), site.seen) == ({"200": (None, "not-public", 1)}, {})


def test_publishing_and_restoring_have_links_watched(at):
    editor = UserFactory(editor=True)
    proposal = RevisionFactory(submitted=True, content=content(links=[{"label": "", "url": "https://a.example/"}]))

    workflow.accept(proposal, by=editor, at=at)
    found = [LinkCheck.objects.count()]
    LinkCheck.objects.all().delete()
    publishing.archive(proposal.entry, by=editor, at=at, reason="Weg", successor=None)
    publishing.restore(proposal.entry, by=editor, at=at)

    assert [*found, LinkCheck.objects.count()] == [1, 1]


def test_watching_takes_web_addresses_of_a_usable_length_once(at):
    urls = ["https://a.example/", "https://a.example/", "mailto:a@example.org", f"https://a.example/{'é' * 1000}"]

    for _ in range(2):
        LinkCheck.objects.watch([content(links=[{"label": "", "url": url} for url in urls])], at=at)

    assert [row.url for row in LinkCheck.objects.all()] == ["https://a.example/"]


def test_where_a_link_stands_is_found_by_an_index(at):
    watched("https://a.example/")
    mould = Entry.objects.get()
    fields = {"state": mould.state, "created_at": at, "published_at": at, "changed_at": at}
    Entry.objects.bulk_create(
        Entry(external_id=f"n-{n}", slug=f"n-{n}", content={"links": [{"url": f"https://b.example/{n}"}]}, **fields)
        for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_entry")

    assert "entry_links" in LinkCheck.objects.broken().in_use().explain()
