from django.apps import AppConfig


class ServicedeskConfig(AppConfig):
    name = "servicedesk"
    verbose_name = "Servicedesk"

    def ready(self) -> None:
        from servicedesk import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
