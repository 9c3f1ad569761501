from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "network.directory"
    label = "directory"
    verbose_name = "Vind een collega"

    def ready(self) -> None:
        from network.directory import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
