"""``manage.py import_entries FILE.jsonl [--dry-run]``"""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loket.catalogue import importing

MOST_SHOWN = 200


class Command(BaseCommand):
    help = "Neemt ingangen op uit JSON Lines (- is de standaardinvoer); zie docs/import.md."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="bestand met één JSON-object per regel, of -")
        parser.add_argument("--dry-run", action="store_true", help="kijk alleen wat er zou gebeuren")

    def handle(self, *, file: str, dry_run: bool, **options) -> None:
        try:
            source = sys.stdin.buffer if file == "-" else open(file, "rb")  # noqa: SIM115 - closed below
        except FileNotFoundError as error:
            raise CommandError(f"Het bestand {file} is er niet.") from error
        except IsADirectoryError as error:
            raise CommandError(f"{file} is een map. Geef de naam van een bestand.") from error
        except OSError as error:
            raise CommandError(f"Het bestand {file} is niet te openen ({error.strerror}).") from error
        with source:
            report = importing.run(source, at=timezone.now(), dry_run=dry_run, progress=self._show_progress)
        self._print(report, dry_run=dry_run)

    def _show_progress(self, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} regels verwerkt", ending="")

    def _print(self, report: importing.Report, *, dry_run: bool) -> None:
        for name, rows in (("let op", report.warnings), ("fout", report.errors)):
            for number, sentence in rows[:MOST_SHOWN]:
                self.stderr.write(f"regel {number}: {name}: {sentence}")
            if len(rows) > MOST_SHOWN:
                self.stderr.write(f"… en nog {len(rows) - MOST_SHOWN} keer {name}")
        mode = "Proef, niets opgeslagen: " if dry_run else ""
        self.stdout.write(
            f"{mode}{report.created} nieuw, {report.changed} gewijzigd, {report.unchanged} ongewijzigd, "
            f"{len(report.errors)} niet opgenomen, {len(report.warnings)} keer let op."
        )
