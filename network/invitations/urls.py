from django.urls import path

from network.invitations.views import answering, organising

urlpatterns = [
    path("bijeenkomsten/<slug:slug>/uitnodigen/", organising.overview, name="invitations"),
    path("bijeenkomsten/<slug:slug>/uitnodigen/kiezen/", organising.choose, name="invitations_choose"),
    path("bijeenkomsten/<slug:slug>/uitnodigen/herinneren/", organising.remind, name="invitations_remind"),
    path("bijeenkomsten/<slug:slug>/uitnodigen/antwoorden.ods", organising.response_ods, name="invitations_ods"),
    path("bijeenkomsten/<slug:slug>/uitnodigen/ronde/<int:pk>/stoppen/", organising.stop, name="invitations_stop"),
    path("uitnodiging/<str:token>/", answering.invitation, name="invitation"),
    path("uitnodiging/<str:token>/collega/", answering.colleague, name="invitation_colleague"),
    path("uitnodiging/<str:token>/<slug:act>/", answering.answer, name="invitation_answer"),
    path("afmelden/uitnodigingen/<str:token>/", answering.stop, name="stop_invitations"),
]
