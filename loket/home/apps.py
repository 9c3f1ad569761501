from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "loket.home"
    label = "home"
    verbose_name = "Voorpagina"

    def ready(self) -> None:
        from loket.home import registrations  # noqa: PLC0415 - needs the areas below

        registrations.register()
