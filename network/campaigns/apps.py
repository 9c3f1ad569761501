from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "network.campaigns"
    label = "campaigns"
    verbose_name = "Campagnekalender"

    def ready(self) -> None:
        from loket.core import menus  # noqa: PLC0415
        from loket.search import facets  # noqa: PLC0415 - needs the models
        from network.campaigns import findable  # noqa: PLC0415

        text = "Zie welke landelijke campagnes eraan komen, en wanneer u met plannen begint."
        menus.register(menus.Page(menus.MEETING, "Campagnekalender", "campaigns", "megaphone", 20, text=text))
        facets.name_code("kind", findable.KIND, "Campagnes")
