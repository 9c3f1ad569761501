"""Brings the demo's database, content and static files up to date. In a process of its own: it needs Django."""

import hashlib
import os
import pathlib
import sys
import time

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from loket.launcher import places

STEPS = (
    ("Database bijwerken", ("migrate", "--noinput")),
    ("Thema's, doelgroepen en gebieden laden", ("load_vocabulary",)),
    ("Synoniemen laden", ("load_synonyms",)),
    ("Demo-accounts maken", ("demo_accounts",)),
)
CONTENT = ("Voorbeeldinhoud laden (alleen de eerste keer)", ("load_demo",))


def _run(title: str, command: tuple[str, ...], **options) -> None:
    print(f"  {title} …", end="", flush=True)
    start = time.monotonic()
    with pathlib.Path(os.devnull).open("w") as nowhere:
        call_command(*command, stdout=nowhere, verbosity=0, **options)
    print(f" {time.monotonic() - start:.1f} s".replace(".", ","), flush=True)


def _fingerprint() -> str:
    """Changes when a static file, or the code that joins them, does."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = pathlib.Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    for name in ("loket/frontend.py", "loket/core/static_storage.py"):
        digest.update((places.ROOT / name).read_bytes())
    return digest.hexdigest()


def collect_static_files() -> None:
    """Collect them when they have changed since the last time."""
    stamp = settings.LOCAL_DIR / "static.stamp"
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint and settings.STATIC_ROOT.is_dir():
        return
    _run("Opmaak verzamelen", ("collectstatic",), interactive=False)
    stamp.write_text(fingerprint)


def main() -> None:
    """Do all steps; ``DEMO_CONTENT=0`` leaves the content out."""
    django.setup()
    for title, command in STEPS:
        _run(title, command)
    if os.environ.get("DEMO_CONTENT", "1") != "0":
        _run(*CONTENT)
    collect_static_files()
    print()
    call_command("demo_accounts")
    print("Een code geldt een halve minuut; de inlogpagina toont steeds de nieuwe.", flush=True)


if __name__ == "__main__":
    try:
        main()
    except (CommandError, ImproperlyConfigured, DatabaseError) as error:
        sys.exit(f"\nHet voorbereiden is mislukt: {error}")
