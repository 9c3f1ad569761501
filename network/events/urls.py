from django.urls import path, register_converter

from network.events.views import organising, public


class RegistrationAct:
    """The acts of somebody with the link of a registration."""

    regex = "|".join(public.ACTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RegistrationAct, "registration_act")

urlpatterns = [
    path("bijeenkomsten/", public.events, name="events"),
    path("bijeenkomsten/agenda.ics", public.feed, name="events_feed"),
    path("bijeenkomsten/mijn/", organising.mine, name="my_events"),
    path("bijeenkomsten/voorstellen/", organising.propose, name="event_propose"),
    path("bijeenkomsten/<slug:slug>/", public.event, name="event"),
    path("bijeenkomsten/<slug:slug>/agenda.ics", public.event_ics, name="event_ics"),
    path("bijeenkomsten/<slug:slug>/aanmelden/", public.register, name="event_register"),
    path("bijeenkomsten/<slug:slug>/aangemeld/", public.sent, name="registration_sent"),
    path("bijeenkomsten/<slug:slug>/wijzigen/", organising.edit, name="event_edit"),
    path("bijeenkomsten/<slug:slug>/deelnemers/", organising.participants, name="event_participants"),
    path("bijeenkomsten/<slug:slug>/deelnemers.ods", organising.participants_ods, name="event_participants_ods"),
    path("bijeenkomsten/<slug:slug>/plaatsen/", organising.capacity, name="event_capacity"),
    path("bijeenkomsten/<slug:slug>/stap/<slug:act>/", organising.step, name="event_step"),
    path(
        "bijeenkomsten/<slug:slug>/deelnemers/<int:pk>/niet-toelaten/",
        organising.refuse_registration,
        name="registration_refuse",
    ),
    path(
        "bijeenkomsten/<slug:slug>/deelnemers/<int:pk>/<slug:act>/",
        organising.registration_step,
        name="registration_step",
    ),
    path("aanmelding/<str:token>/", public.registration, name="registration"),
    path("mijn/leerregister/", organising.learned, name="learning_register"),
    path("mijn/leerregister.ods", organising.learned_ods, name="learning_register_ods"),
    path("aanmelding/<str:token>/bewijs.pdf", public.certificate, name="event_certificate"),
    path("aanmelding/<str:token>/beoordelen/", public.evaluate, name="event_evaluate"),
    path("aanmelding/<str:token>/antwoorden/", public.registration_answers, name="registration_answers"),
    path("aanmelding/<str:token>/<registration_act:act>/", public.registration_act, name="registration_act"),
]
