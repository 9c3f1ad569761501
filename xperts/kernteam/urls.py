"""Addresses of: kernteam."""

from django.urls import path

from xperts.kernteam.views import deciding, judging, keeping, overview

urlpatterns = [
    path("kernteam/", overview.overview, name="kernteam"),
    path("kernteam/mijn-zetel/", keeping.own, name="kernteam_own"),
    path("kernteam/mijn-zetel/organisaties/", keeping.interests, name="kernteam_interests"),
    path("kernteam/zetels/", keeping.seats, name="kernteam_team"),
    path("kernteam/zetels/<int:pk>/laatste-dag/", keeping.end_seat, name="kernteam_end_seat"),
    path("kernteam/afwezigheid/", keeping.absence_of, name="kernteam_absence_of"),
    path("kernteam/afwezigheid/<int:pk>/voorbij/", keeping.end_absence, name="kernteam_end_absence"),
    path("kernteam/werkwijze/", keeping.way_of_working, name="kernteam_rules"),
    path("kernteam/budget/", keeping.budget, name="kernteam_budget"),
    path("kernteam/aanvraag/<int:number>/", judging.case, name="kernteam_case"),
    path("kernteam/aanvraag/<int:number>/belang/", judging.declare, name="kernteam_declare"),
    path(
        "kernteam/aanvraag/<int:number>/belang/<int:pk>/opnieuw/",
        judging.undo_declaration,
        name="kernteam_undo_declaration",
    ),
    path("kernteam/aanvraag/<int:number>/oordeel/", judging.cast, name="kernteam_cast"),
    path("kernteam/aanvraag/<int:number>/namens/<slug:seat>/", judging.on_behalf, name="kernteam_on_behalf"),
    path("kernteam/aanvraag/<int:number>/gesprek/", judging.call, name="kernteam_call"),
    path("kernteam/aanvraag/<int:number>/vervanger/", deciding.replace, name="kernteam_replace"),
    path("kernteam/aanvraag/<int:number>/besluit/", deciding.decide, name="kernteam_decide"),
    path("kernteam/aanvraag/<int:number>/brief/", deciding.edit_letter, name="kernteam_letter"),
    path("kernteam/aanvraag/<int:number>/brief/versturen/", deciding.send_letter, name="kernteam_letter_send"),
    path("mijn/advies/<int:number>/besluit/", deciding.letter, name="decision_letter"),
    path("mijn/advies/<int:number>/besluit/pdf/", deciding.letter_pdf, name="decision_letter_pdf"),
]
