from django.urls import path, register_converter

from network.events.views import door, extras, organising, public, series


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
    path("bijeenkomsten/reeksen/<slug:slug>/", series.series, name="series"),
    path("bijeenkomsten/reeksen/<slug:slug>/agenda.ics", series.feed, name="series_feed"),
    path("bijeenkomsten/reeksen/<slug:slug>/aanmelden/", series.register, name="series_register"),
    path("bijeenkomsten/<slug:slug>/", public.event, name="event"),
    path("bijeenkomsten/<slug:slug>/agenda.ics", public.event_ics, name="event_ics"),
    path("bijeenkomsten/<slug:slug>/aanmelden/", public.register, name="event_register"),
    path("bijeenkomsten/<slug:slug>/aangemeld/", public.sent, name="registration_sent"),
    path("bijeenkomsten/<slug:slug>/wijzigen/", organising.edit, name="event_edit"),
    path("bijeenkomsten/<slug:slug>/deelnemers/", organising.participants, name="event_participants"),
    path("bijeenkomsten/<slug:slug>/deelnemers.ods", organising.participants_ods, name="event_participants_ods"),
    path("bijeenkomsten/<slug:slug>/plaatsen/", organising.capacity, name="event_capacity"),
    path("bijeenkomsten/<slug:slug>/programma/", extras.programme_of, name="event_programme"),
    path("bijeenkomsten/<slug:slug>/documenten/", extras.documents_of, name="event_documents"),
    path("bijeenkomsten/<slug:slug>/documenten/<int:pk>/", extras.document, name="event_document"),
    path(
        "bijeenkomsten/<slug:slug>/documenten/<int:pk>/weghalen/",
        extras.document_remove,
        name="event_document_remove",
    ),
    path("bijeenkomsten/<slug:slug>/reeks/", series.begin, name="event_series"),
    path("bijeenkomsten/<slug:slug>/deur/", door.at_the_door, name="event_door"),
    path("bijeenkomsten/<slug:slug>/deur/code/", door.scan, name="event_door_scan"),
    path("bijeenkomsten/<slug:slug>/deelnemers/inlezen/", extras.import_participants, name="event_import"),
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
    path("mijn/agenda/", extras.own_calendar_page, name="own_calendar"),
    path("mijn/agenda/nieuw/", extras.own_calendar_renew, name="own_calendar_renew"),
    path("agenda/<str:token>.ics", extras.own_calendar_feed, name="own_calendar_feed"),
    path("aanmelding/<str:token>/code.svg", extras.registration_code, name="registration_code"),
    path("aanmelding/<str:token>/ticket.pdf", extras.registration_ticket, name="registration_ticket"),
    path("aanmelding/<str:token>/korting/", extras.registration_discount, name="registration_discount"),
    path("aanmelding/<str:token>/bewijs.pdf", public.certificate, name="event_certificate"),
    path("aanmelding/<str:token>/beoordelen/", public.evaluate, name="event_evaluate"),
    path("aanmelding/<str:token>/antwoorden/", public.registration_answers, name="registration_answers"),
    path("aanmelding/<str:token>/<registration_act:act>/", public.registration_act, name="registration_act"),
]
