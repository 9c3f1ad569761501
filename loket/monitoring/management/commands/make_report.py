"""Make one report by hand: ``manage.py make_report maand 2026-10``."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loket.monitoring import periods, reporting
from loket.monitoring.models.report import SLUGS

KINDS = {slug: kind for kind, slug in SLUGS.items()}


class Command(BaseCommand):
    help = "Maakt één rapport en verstuurt het; een rapport dat er al is, wordt niet opnieuw gemaakt."

    def add_arguments(self, parser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS), metavar="SOORT", help="maand, kwartaal of jaar")
        parser.add_argument("period", metavar="PERIODE", help="zoals 2026-10, 2026-K3 of 2026")

    def handle(self, *args, kind: str, period: str, **options) -> None:
        at, wanted = timezone.now(), periods.parse(period)
        if wanted is None:
            raise CommandError(f"{period} is geen periode. Schrijf 2026-10, 2026-K3 of 2026.")
        try:
            report = reporting.asked_for(KINDS[kind], wanted, at=at)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        if not reporting.make(report, at=at):
            raise CommandError("Dit rapport wordt op dit moment al gemaakt.")
        self.stdout.write(f"{report} is gemaakt en verstuurd.")
