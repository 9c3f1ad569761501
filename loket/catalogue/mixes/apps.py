from django.apps import AppConfig


class MixesConfig(AppConfig):
    name = "loket.catalogue.mixes"
    label = "mixes"
    verbose_name = "Interventiemix"

    def ready(self) -> None:
        from loket.catalogue.mixes import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
