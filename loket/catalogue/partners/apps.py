from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "loket.catalogue.partners"
    label = "partners"
    verbose_name = "Partners en ondersteuning"

    def ready(self) -> None:
        from loket.catalogue import signals  # noqa: PLC0415 - beside the rest
        from loket.catalogue.partners import closing_news, registrations  # noqa: PLC0415 - need the models

        registrations.register()
        signals.entry_changed.connect(closing_news.day_changed, dispatch_uid="partners-day-changed")
