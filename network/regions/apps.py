from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "network.regions"
    label = "regions"
    verbose_name = "Leerregio's"
