from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "loket.home"
    label = "home"
    verbose_name = "Voorpagina"
