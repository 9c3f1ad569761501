"""``manage.py import_questions --queue NAME FILE.(csv|mbox) [--dry-run]``"""

import pathlib

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from servicedesk.importing import mailboxes, tables, writing
from servicedesk.importing.lines import Report
from servicedesk.models import Queue


class Command(BaseCommand):
    help = "Neemt vragen van een eerdere helpdesk over uit een tabel (CSV) of een mailbox (mbox); zie docs/import.md."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="bestand dat eindigt op .csv of .mbox")
        parser.add_argument("--queue", required=True, help="de wachtrij waar de vragen in komen")
        parser.add_argument("--dry-run", action="store_true", help="kijk alleen wat er zou gebeuren")
        parser.add_argument(
            "--from", dest="ours", action="append", default=[], help="adres waarvandaan de helpdesk schreef (mbox)"
        )

    def handle(self, *, file: str, queue: str, dry_run: bool, ours: list[str], **options) -> None:
        path, at = pathlib.Path(file), timezone.now()
        if not path.is_file():
            raise CommandError(f"Het bestand {file} is er niet.")
        if not Queue.objects.is_named(queue):
            raise CommandError(f"De wachtrij {queue} is er niet.")
        place = Queue.objects.named(queue)
        try:
            if path.suffix.lower() == ".csv":
                found = tables.read(path, at=at)
            elif path.suffix.lower() == ".mbox":
                own = {place.address.lower(), *(address.lower() for address in ours)}
                found = mailboxes.read(path, ours=own, at=at)
            else:
                raise CommandError("Geef een bestand dat eindigt op .csv of .mbox.")
            report = writing.run(found, queue=place, at=at, dry_run=dry_run)
        except tables.UnusableFile as error:
            raise CommandError(str(error)) from error
        self._print(report, dry_run=dry_run)

    def _print(self, report: Report, *, dry_run: bool) -> None:
        for where, why in report.refused:
            self.stderr.write(f"{where}: niet overgenomen: {why}")
        for where, what in report.remarks:
            self.stderr.write(f"{where}: let op: {what}")
        mode = "Proef, niets opgeslagen: " if dry_run else ""
        self.stdout.write(
            f"{mode}{report.questions} vragen en {report.messages} berichten overgenomen, {report.known} waren er al, "
            f"{len(report.refused)} niet overgenomen, {len(report.remarks)} keer let op. "
            f"Bij {report.matched} vragen hoort een account."
        )
        if report.past_term:
            self.stdout.write(
                f"{report.past_term} vragen zijn langer dan twee jaar gesloten: de volgende nacht worden zij anoniem."
            )
