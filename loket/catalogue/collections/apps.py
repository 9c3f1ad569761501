from django.apps import AppConfig


class CollectionsConfig(AppConfig):
    name = "loket.catalogue.collections"
    label = "collections"
    verbose_name = "Lijsten"

    def ready(self) -> None:
        from loket.catalogue.collections import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
