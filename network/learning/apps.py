from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "network.learning"
    label = "learning"
    verbose_name = "Lerende netwerken"

    def ready(self) -> None:
        from network.learning import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
