from django.apps import AppConfig


class ConsultingConfig(AppConfig):
    name = "servicedesk.consulting"
    label = "consulting"
    verbose_name = "Expertgroep Gezonde School"

    def ready(self) -> None:
        from servicedesk.consulting import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
