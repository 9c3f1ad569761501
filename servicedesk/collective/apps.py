from django.apps import AppConfig


class CollectiveConfig(AppConfig):
    name = "servicedesk.collective"
    label = "collective"
    verbose_name = "Collectieve vragen"

    def ready(self) -> None:
        from servicedesk.collective import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
