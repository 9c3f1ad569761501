from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "loket.core"
    label = "core"
    verbose_name = "Kern"

    def ready(self) -> None:
        from loket.core import retention  # noqa: PLC0415 - needs the models

        retention.register_own_parts()
