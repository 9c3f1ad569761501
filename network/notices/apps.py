from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "network.notices"
    label = "notices"
    verbose_name = "Vraag en aanbod"
