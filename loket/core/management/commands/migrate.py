"""``manage.py migrate`` as Django has it, with less drawing of models and less collecting of garbage."""

import gc

from django.core.management.commands import migrate

from loket.core import migrating

THRESHOLDS = (100_000, 50, 50)
"""Objects made before the youngest are collected, and rounds before older ones are: some 700 MB at most."""


class Command(migrate.Command):
    def handle(self, *args, **options) -> None:
        usual = gc.get_threshold()
        gc.set_threshold(*THRESHOLDS)
        try:
            with migrating.drawing_together():
                super().handle(*args, **options)
        finally:
            gc.set_threshold(*usual)
