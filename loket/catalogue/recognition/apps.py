from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "loket.catalogue.recognition"
    label = "recognition"
    verbose_name = "Erkenning"

    def ready(self) -> None:
        from loket.catalogue.recognition import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
