from django.apps import AppConfig


class UsageConfig(AppConfig):
    name = "loket.usage"
    label = "usage"
    verbose_name = "Gebruik"
