from django.urls import path

from network.campaigns import views

urlpatterns = [
    path("campagnes/", views.campaigns, name="campaigns"),
    path("campagnes/<int:year>/", views.campaigns, name="campaigns_of_year"),
    path("campagnes/agenda.ics", views.feed, name="campaigns_feed"),
    path("campagnes/nieuw/", views.edit, name="campaign_new"),
    path("campagnes/<slug:slug>/", views.campaign, name="campaign"),
    path("campagnes/<slug:slug>/wijzigen/", views.edit, name="campaign_edit"),
    path("campagnes/<slug:slug>/weghalen/", views.remove, name="campaign_remove"),
]
