"""Addresses of: oproepen."""

from django.urls import path

from servicedesk.appeals import views

urlpatterns = [
    path("oproepen/", views.appeals, name="appeals"),
    path("oproepen/<slug:slug>/", views.appeal, name="appeal"),
    path("servicedesk/oproepen/", views.desk_appeals, name="desk_appeals"),
    path("servicedesk/oproepen/nieuw/", views.appeal_new, name="appeal_new"),
    path("servicedesk/oproepen/<int:pk>/", views.desk_appeal, name="desk_appeal"),
    path("servicedesk/oproepen/<int:pk>/wijzigen/", views.appeal_edit, name="appeal_edit"),
    path("servicedesk/oproepen/<int:pk>/stap/<slug:act>/", views.appeal_step, name="appeal_step"),
    path("servicedesk/oproepen/<int:pk>/reacties.<slug:extension>", views.appeal_sheet, name="appeal_sheet"),
]
