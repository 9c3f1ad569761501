from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "loket.catalogue.following"
    label = "following"
    verbose_name = "Volgen"

    def ready(self) -> None:
        from loket.catalogue.following import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
