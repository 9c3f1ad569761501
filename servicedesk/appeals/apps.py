from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "servicedesk.appeals"
    label = "appeals"
    verbose_name = "Oproepen"

    def ready(self) -> None:
        from servicedesk.appeals import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
