from django.core.management.base import BaseCommand, CommandError

from loket.accounts import demo


class Command(BaseCommand):
    help = "Maakt de demo-accounts als ze er nog niet zijn, en toont ze met hun code van dit moment."

    def handle(self, *arguments, **options) -> None:
        try:
            demo.create_demo_accounts()
        except demo.NotInTheDemo as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{'rol':<14} {'e-mailadres':<28} {'wachtwoord':<22} code")
        for account in demo.accounts():
            code = account.code or "niet nodig"
            self.stdout.write(f"{account.role_label:<14} {account.email:<28} {demo.PASSWORD:<22} {code}")
