from django.apps import AppConfig


class CollectiveConfig(AppConfig):
    name = "servicedesk.collective"
    label = "collective"
    verbose_name = "Collectieve vragen"
