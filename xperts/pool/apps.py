from django.apps import AppConfig


class PoolConfig(AppConfig):
    name = "xperts.pool"
    label = "xpert_pool"
    verbose_name = "Pool van Xperts"

    def ready(self) -> None:
        from xperts.pool import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
