from django.apps import AppConfig


class XpertCasesConfig(AppConfig):
    name = "xperts.cases"
    label = "xpert_cases"
    verbose_name = "Advies op maat"

    def ready(self) -> None:
        from xperts.cases import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
