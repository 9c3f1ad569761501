from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "network.notices"
    label = "notices"
    verbose_name = "Vraag en aanbod"

    def ready(self) -> None:
        from network.notices import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
