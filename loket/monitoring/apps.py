from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "loket.monitoring"
    label = "monitoring"
    verbose_name = "Monitoring"
