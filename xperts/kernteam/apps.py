from django.apps import AppConfig


class KernteamConfig(AppConfig):
    name = "xperts.kernteam"
    label = "kernteam"
    verbose_name = "Kernteam"

    def ready(self) -> None:
        from xperts.kernteam import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
