from django.urls import path

from loket.catalogue.recognition.views import applying, desk, figures, judging, sheet

urlpatterns = [
    path("erkenning/cijfers/", figures.figures, name="recognition_figures"),
    path("erkenning/aanvragen/", desk.procedures, name="recognition_procedures"),
    path("erkenning/beoordelaars/", desk.assessors, name="assessors"),
    path("erkenning/beoordelaars/<int:pk>/laatste-dag/", desk.end_assessor, name="end_assessor"),
    path("erkenning/aanvragen/<slug:slug>/", applying.apply, name="recognition_apply"),
    path("erkenning/intrekken/<slug:slug>/", desk.take_back, name="recognition_take_back"),
    path("erkenning/aanvraag/<int:pk>/", applying.procedure, name="recognition_procedure"),
    path("erkenning/aanvraag/<int:pk>/stap/<slug:name>/", applying.act, name="recognition_act"),
    path("erkenning/aanvraag/<int:pk>/opmerking/", sheet.comment, name="recognition_comment"),
    path("erkenning/aanvraag/<int:pk>/beoordelaars/", desk.assign, name="recognition_assign"),
    path("erkenning/aanvraag/<int:pk>/beoordelaars/<int:seat_pk>/vrij/", desk.release, name="recognition_release"),
    path("erkenning/aanvraag/<int:pk>/besluit/", desk.decide, name="recognition_decide"),
    path("erkenning/aanvraag/<int:pk>/werkblad/<slug:name>/", sheet.section, name="recognition_sheet"),
    path("erkenning/aanvraag/<int:pk>/werkblad/<slug:name>/bewaar/", sheet.autosave, name="recognition_autosave"),
    path("erkenning/opmerkingen/<int:pk>/verwerkt/", sheet.resolve, name="recognition_resolve"),
    path("erkenning/beoordelen/<int:pk>/", judging.seat, name="recognition_seat"),
    path("erkenning/beoordelen/<int:pk>/belang/", judging.declare, name="recognition_declare"),
    path("erkenning/beoordelen/<int:pk>/stem/", judging.cast, name="recognition_cast"),
]
