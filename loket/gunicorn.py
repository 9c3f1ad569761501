"""How gunicorn serves the portal, in the demo and in production: ``gunicorn -c python:loket.gunicorn``.

Options on the command line and ``GUNICORN_CMD_ARGS`` come on top.
"""

import gc
import pathlib

from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.urls import get_resolver

from loket import env
from loket.search import dutch

wsgi_app = "loket.wsgi:application"
bind = env.text("BIND", "127.0.0.1:8000", "adres en poort waarop de webserver luistert")
workers = env.number("WEB_WORKERS", 2, "processen van de webserver; een of twee per processorkern")
# Threads, so that a slow download of a zip does not hold up a whole worker.
worker_class = "gthread"
threads = env.number("WEB_THREADS", 4, "draden per proces van de webserver")
# The application and the Dutch word lists are loaded once and shared by the workers.
preload_app = True
timeout = 60
graceful_timeout = 6
keepalive = 5
# A question of two thousand characters, percent-encoded, is longer than the usual 4,094 bytes; its refusal is English.
limit_request_line = 0
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes it private
# Its default place is the home folder, which a service has not always got.
control_socket_disable = True
errorlog = "-"
# Below that it only reports requests without a body that got one, as every HEAD does.
loglevel = "error"


def on_starting(server: object) -> None:
    """Before the first worker: load what every worker needs, and let the garbage collector leave it shared."""
    dutch.preload()
    _load_pages()
    connections.close_all()
    gc.collect()
    gc.freeze()


def _load_pages() -> None:
    """The views and the templates, so that no first visitor waits for them."""
    _ = get_resolver().url_patterns
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))
