"""``manage.py export_entries [FILE.jsonl]``"""

from django.core.management.base import BaseCommand, CommandError

from loket.catalogue import exporting


class Command(BaseCommand):
    help = "Schrijft de hele catalogus als JSON Lines, naar een bestand of naar de standaarduitvoer."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", help="bestand; zonder naam de standaarduitvoer")

    def handle(self, *, file: str | None, **options) -> None:
        if file is None:
            for line in exporting.every_line():
                self.stdout.write(line)
            return
        try:
            with open(file, "w", encoding="utf-8") as target:
                target.writelines(f"{line}\n" for line in exporting.every_line())
        except OSError as error:
            raise CommandError(f"Het bestand {file} is niet te schrijven: {error.strerror}.") from error
