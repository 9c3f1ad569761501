from django.apps import AppConfig


class PoolConfig(AppConfig):
    name = "xperts.pool"
    label = "xpert_pool"
    verbose_name = "Pool van Xperts"
