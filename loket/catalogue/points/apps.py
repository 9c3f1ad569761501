from django.apps import AppConfig


class PointsConfig(AppConfig):
    name = "loket.catalogue.points"
    label = "points"
    verbose_name = "Punten"

    def ready(self) -> None:
        from loket.catalogue.points import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
