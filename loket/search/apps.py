from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "loket.search"
    label = "search"
    verbose_name = "Zoeken"
