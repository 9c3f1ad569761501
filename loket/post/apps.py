from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "loket.post"
    label = "post"
    verbose_name = "Inkomende mail"

    def ready(self) -> None:
        from loket.post import checks, registrations  # noqa: PLC0415 - needs the models

        checks.register()
        registrations.register()
