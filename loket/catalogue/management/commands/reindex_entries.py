"""``manage.py reindex_entries``"""

from django.core.management.base import BaseCommand

from loket.catalogue import indexing


class Command(BaseCommand):
    help = "Maakt de zoekindex van de catalogus opnieuw, bijvoorbeeld na een wijziging van de taalanalyse."

    def handle(self, **options) -> None:
        self.stdout.write(f"{indexing.renew_all()} ingangen opnieuw in de index.")
