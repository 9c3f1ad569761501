from django.apps import AppConfig


class SavedSearchesConfig(AppConfig):
    name = "loket.search.saved"
    label = "saved_searches"
    verbose_name = "Bewaarde zoekvragen"

    def ready(self) -> None:
        from loket.core import retention  # noqa: PLC0415
        from loket.search.saved import workflow  # noqa: PLC0415 - needs the models

        retention.register("weggehaalde zoekvragen", workflow.forget_removed)
