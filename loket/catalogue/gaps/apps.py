from django.apps import AppConfig


class GapsConfig(AppConfig):
    name = "loket.catalogue.gaps"
    label = "gaps"
    verbose_name = "Witte vlekken"

    def ready(self) -> None:
        from loket.catalogue.gaps import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
