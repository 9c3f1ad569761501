from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "loket.search"
    label = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        from loket.core import retention  # noqa: PLC0415
        from loket.search import facets, keeping, vocabulary_facets  # noqa: PLC0415 - needs the models

        facets.register_own()
        retention.register("zoekvragen zonder resultaat", keeping.forget_old_searches)
        vocabulary_facets.register()
