from django.apps import AppConfig


class OutsideConfig(AppConfig):
    name = "network.outside"
    label = "outside_networks"
    verbose_name = "Netwerken buiten het portaal"
