from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "loket.newsletter"
    label = "newsletter"
    verbose_name = "Nieuwsbrief"

    def ready(self) -> None:
        from loket.newsletter import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
