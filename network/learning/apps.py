from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "network.learning"
    label = "learning"
    verbose_name = "Lerende netwerken"
