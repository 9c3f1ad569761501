"""``manage.py write_openapi FILE``"""

import json

from django.core.management.base import BaseCommand, CommandError

from loket.api import schema


class Command(BaseCommand):
    help = "Schrijft de beschrijving van de API (OpenAPI), voor wie haar wil controleren."
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="bestand")

    def handle(self, *, file: str, **options) -> None:
        try:
            with open(file, "w", encoding="utf-8") as target:
                json.dump(schema.document(), target, ensure_ascii=False, indent=1)
        except OSError as error:
            raise CommandError(f"Het bestand {file} is niet te schrijven: {error.strerror}.") from error
