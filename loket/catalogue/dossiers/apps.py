from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "loket.catalogue.dossiers"
    label = "dossiers"
    verbose_name = "Toegankelijke bestanden"

    def ready(self) -> None:
        from loket.catalogue import signals  # noqa: PLC0415 - beside the rest
        from loket.catalogue.dossiers import registrations, workflow  # noqa: PLC0415 - need the models

        registrations.register()
        signals.file_processed.connect(workflow.file_processed, dispatch_uid="dossiers-processed")
        for name in ("entry_published", "entry_changed", "entry_archived", "entry_restored"):
            getattr(signals, name).connect(workflow.entry_moved, dispatch_uid=f"dossiers-{name}")
