import pathlib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from loket.vocabulary import documentation


class Command(BaseCommand):
    help = "Schrijft docs/vocabulary.md: alle codes, namen en andere namen."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=pathlib.Path, default=settings.BASE_DIR / "docs" / "vocabulary.md")

    def handle(self, *args: Any, **options: Any) -> None:
        options["to"].write_text(documentation.markdown(), encoding="utf-8")
