from django.apps import AppConfig


class OutsideConfig(AppConfig):
    name = "network.outside"
    label = "outside_networks"
    verbose_name = "Netwerken buiten het portaal"

    def ready(self) -> None:
        from network.outside import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
