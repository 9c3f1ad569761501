from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "loket.catalogue"
    label = "catalogue"
    verbose_name = "Catalogus"

    def ready(self) -> None:
        from loket.catalogue import old_drafts, registrations  # noqa: PLC0415 - needs the models
        from loket.core import retention  # noqa: PLC0415

        registrations.register()
        retention.register("concepten die nooit zijn ingediend", old_drafts.forget)
        retention.register("aangekondigd: concept verdwijnt", old_drafts.warn)
