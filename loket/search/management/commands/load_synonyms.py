"""Add the shipped synonyms to those that editors keep; a second run changes nothing."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from loket.search import keeping
from loket.search.dutch.lexicon import DATA


class Command(BaseCommand):
    help = "Voeg de meegeleverde synoniemen toe aan die van de redactie."

    def handle(self, **options) -> None:
        lines = (DATA / "synonyms.tsv").read_text(encoding="utf-8").splitlines()
        added = keeping.load_groups(lines, timezone.now())
        self.stdout.write(f"{added} groepen synoniemen toegevoegd.")
