from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "loket.catalogue"
    label = "catalogue"
    verbose_name = "Catalogus"
