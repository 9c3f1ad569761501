from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "xperts.trajectories"
    label = "trajectories"
    verbose_name = "Trajecten"

    def ready(self) -> None:
        from xperts.trajectories import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
