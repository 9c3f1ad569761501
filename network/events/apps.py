from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "network.events"
    label = "events"
    verbose_name = "Bijeenkomsten"

    def ready(self) -> None:
        from network.events import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
