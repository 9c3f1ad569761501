from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "xperts.trajectories"
    label = "trajectories"
    verbose_name = "Trajecten"
