from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "loket.api"
    label = "api"
    verbose_name = "Open API"

    def ready(self) -> None:
        from loket.api import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
