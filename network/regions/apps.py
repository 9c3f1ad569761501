from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "network.regions"
    label = "regions"
    verbose_name = "Leerregio's"

    def ready(self) -> None:
        from network.regions import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
