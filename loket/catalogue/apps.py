from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "loket.catalogue"
    label = "catalogue"
    verbose_name = "Catalogus"

    def ready(self) -> None:
        from loket.catalogue import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
