"""Addresses of: Expertgroep Gezonde School."""

from django.urls import path

from servicedesk.consulting import views

urlpatterns = [
    path("expertgroep/", views.consultations, name="consultations"),
    path("expertgroep/leden/", views.advisers, name="advisers"),
    path("expertgroep/leden/<int:pk>/eraf/", views.adviser_end, name="adviser_end"),
    path("expertgroep/<int:pk>/", views.consultation, name="consultation"),
    path("expertgroep/<int:pk>/einde/<slug:act>/", views.consultation_end, name="consultation_end"),
    path("servicedesk/vraag/<int:number>/expertgroep/", views.consultation_new, name="consultation_new"),
]
