"""``manage.py simulate_decisions --years 10 --per-week 5``: does the promise of fourteen days hold?"""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from xperts.cases.models import Case
from xperts.kernteam.models import SeatHolder
from xperts.kernteam.simulated import lines
from xperts.kernteam.simulating import Simulation

DAYS_A_YEAR = 365


class Command(BaseCommand):
    help = "Speelt jaren van besluiten met leden die laat zijn, weg zijn of een belang hebben. Bewaart niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", type=float, default=10)
        parser.add_argument("--per-week", type=float, default=5)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--result", type=Path, help="schrijf de uitkomst ook in dit bestand")

    def handle(self, **options) -> None:
        if SeatHolder.objects.exists() or Case.objects.exists():
            raise CommandError("Draai dit op een lege database: hier zitten al mensen op zetels, of er zijn aanvragen.")
        first = date(2027, 1, 4)
        days = round(options["years"] * DAYS_A_YEAR)
        run = Simulation(first=first, days=days, per_week=options["per_week"], seed=options["seed"])
        with transaction.atomic():
            result = run.play()
            transaction.set_rollback(True)
        title = f"{options['years']:g} jaar, {options['per_week']:g} per week, toeval {options['seed']}"
        told = "\n".join([title, *lines(result)])
        self.stdout.write(told)
        if options["result"]:
            options["result"].write_text(f"{told}\n", encoding="utf-8")
