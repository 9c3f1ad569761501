from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "network.invitations"
    label = "invitations"
    verbose_name = "Uitnodigingen"

    def ready(self) -> None:
        from network.invitations import registrations  # noqa: PLC0415 - needs the models

        registrations.register()
