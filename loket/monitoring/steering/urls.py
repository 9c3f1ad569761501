"""Addresses of the steering, and of who advises."""

from django.urls import path, register_converter

from loket.monitoring.steering.kinds import REGISTERS
from loket.monitoring.steering.views import bodies, kept_bodies, registers


class RegisterSlug:
    """The four registers by their names in addresses."""

    regex = "|".join(REGISTERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PartSlug(RegisterSlug):
    """What a body is made of."""

    regex = "|".join(kept_bodies.PARTS)


register_converter(RegisterSlug, "register")
register_converter(PartSlug, "body_part")

urlpatterns = [
    path("sturing/", registers.overview, name="steering"),
    path("sturing/adviesgroepen/", kept_bodies.bodies, name="bodies_kept"),
    path("sturing/adviesgroepen/nieuw/", kept_bodies.edit, name="body_new"),
    path("sturing/adviesgroepen/<slug:slug>/", kept_bodies.body, name="body_kept"),
    path("sturing/adviesgroepen/<slug:slug>/wijzigen/", kept_bodies.edit, name="body_edit"),
    path("sturing/adviesgroepen/<slug:slug>/<body_part:part>/nieuw/", kept_bodies.edit_part, name="body_part_new"),
    path("sturing/adviesgroepen/<slug:slug>/<body_part:part>/<int:pk>/", kept_bodies.edit_part, name="body_part"),
    path(
        "sturing/adviesgroepen/<slug:slug>/<body_part:part>/<int:pk>/weghalen/",
        kept_bodies.remove_part,
        name="body_part_remove",
    ),
    path(
        "sturing/adviesgroepen/<slug:slug>/adviezen/<int:pk>/stap/<slug:act>/",
        kept_bodies.step_advice,
        name="advice_step",
    ),
    path("sturing/<register:slug>/", registers.items, name="steered_list"),
    path("sturing/<register:slug>/lijst.ods", registers.items_ods, name="steered_ods"),
    path("sturing/<register:slug>/nieuw/", registers.edit, name="steered_new"),
    path("sturing/<register:slug>/<int:pk>/", registers.item, name="steered"),
    path("sturing/<register:slug>/<int:pk>/wijzigen/", registers.edit, name="steered_edit"),
    path("sturing/<register:slug>/<int:pk>/stap/<slug:act>/", registers.step, name="steered_step"),
    path("sturing/pilots/<int:pk>/afronden/", registers.end, name="pilot_end"),
    path("sturing/risicos/<int:pk>/maatregelen/", registers.add_measure, name="measure_add"),
    path("sturing/risicos/<int:pk>/maatregelen/<int:measure>/", registers.settle_measure, name="measure_settle"),
    path("adviesgroepen/", bodies.bodies, name="bodies"),
    path("adviesgroepen/<slug:slug>/", bodies.body, name="body"),
    path("adviesgroepen/<slug:slug>/advies/<int:pk>/", bodies.advice, name="body_advice"),
    path("mijn/adviesgroepen/", bodies.own, name="my_bodies"),
    path("mijn/adviesgroepen/<int:pk>/", bodies.consent, name="body_consent"),
]
