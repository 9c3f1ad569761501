"""``manage.py load_demo``"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from loket.home.demo import loading


class Command(BaseCommand):
    help = "Vult een leeg portaal met de inhoud van de demo."

    def handle(self, **options) -> None:
        loading.load(at=timezone.now(), say=self.stdout.write)
