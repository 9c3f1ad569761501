from django.apps import AppConfig


class ExperiencesConfig(AppConfig):
    name = "loket.catalogue.experiences"
    label = "experiences"
    verbose_name = "Ervaringen en gebruik"

    def ready(self) -> None:
        from loket.catalogue.experiences import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
