from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "loket.search"
    label = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        from loket.search import vocabulary_facets  # noqa: PLC0415 - needs the models

        vocabulary_facets.register()
