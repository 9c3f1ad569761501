from django.core.management.base import BaseCommand

from loket.core import environment
from loket.launcher import places


class Command(BaseCommand):
    help = "Schrijft .env.example en docs/environment.md uit de instellingen."

    def handle(self, *arguments, **options) -> None:
        (places.ROOT / ".env.example").write_text(environment.example())
        (places.ROOT / "docs" / "environment.md").write_text(environment.documentation())
        self.stdout.write("Geschreven: .env.example en docs/environment.md")
