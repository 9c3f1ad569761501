from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "loket.monitoring.steering"
    label = "steering"
    verbose_name = "Sturing"

    def ready(self) -> None:
        from loket.monitoring.steering import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
