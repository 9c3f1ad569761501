from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "loket.monitoring.surveys"
    label = "surveys"
    verbose_name = "Metingen"

    def ready(self) -> None:
        from loket.monitoring.surveys import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
