from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "loket.search"
    label = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        from loket.search import facets, vocabulary_facets  # noqa: PLC0415 - needs the models

        facets.register_own()
        vocabulary_facets.register()
