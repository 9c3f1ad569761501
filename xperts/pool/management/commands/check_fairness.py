"""``manage.py check_fairness 2026``: what was chosen in a year, held against the best that could have been."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loket.core.templatetags import formats
from loket.core.working_days import local_date
from xperts.pool import fairness


class Command(BaseCommand):
    help = "Vergelijk de keuzes van een jaar met de best mogelijke verdeling over alle aanvragen samen."

    def add_arguments(self, parser) -> None:
        parser.add_argument("year", type=int, help="het jaar, zoals 2026")

    def handle(self, *args, year: int, **options) -> None:
        at = timezone.now()
        if not 2000 <= year <= local_date(at).year:
            raise CommandError("Kies een jaar tot en met dit jaar.")
        check = fairness.of_year(year, at=at)
        if check.share is None:
            self.stdout.write(f"In {year} is geen Xpert gekozen.")
            return
        self.stdout.write(f"{check.number} keuzes in {year}: {formats.number(check.share, 1)}% van de beste verdeling.")
        for row in check.others:
            told = f"{row.ask.case.reference}: {row.ask.xpert.name}; in de beste verdeling {row.best_name}"
            self.stdout.write(f"  {told} ({formats.number(100 * row.difference, 1)} punten).")
        for name in check.unmet:
            self.stdout.write(f"  {name} kreeg meer trajecten tegelijk dan het maximum.")
        if not check.is_exact:
            self.stdout.write("  De rekentijd was op: dit is de beste verdeling die is gevonden.")
