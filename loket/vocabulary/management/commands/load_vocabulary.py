from typing import Any

from django.core.management.base import BaseCommand

from loket.vocabulary import loading


class Command(BaseCommand):
    help = "Zet de meegeleverde woordenlijsten en gebieden in de database; nog eens draaien verandert niets."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = loading.load()
        self.stdout.write(
            f"Woordenlijsten: {loaded.created} nieuw, {loaded.updated} bijgewerkt, "
            f"{loaded.removed} verwijderd, {loaded.kept} door de redactie aangepast en zo gelaten."
        )
