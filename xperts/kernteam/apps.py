from django.apps import AppConfig


class KernteamConfig(AppConfig):
    name = "xperts.kernteam"
    label = "kernteam"
    verbose_name = "Kernteam"
