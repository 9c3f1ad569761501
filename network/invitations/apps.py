from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "network.invitations"
    label = "invitations"
    verbose_name = "Uitnodigingen"
