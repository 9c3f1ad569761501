from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "loket.monitoring"
    label = "monitoring"
    verbose_name = "Monitoring"

    def ready(self) -> None:
        from loket.monitoring import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
