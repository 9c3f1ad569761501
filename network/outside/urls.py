from django.urls import path

from network.outside import views

urlpatterns = [
    path("netwerken-elders/", views.networks, name="outside_networks"),
    path("netwerken-elders.ods", views.networks_ods, name="outside_networks_ods"),
    path("netwerken-elders/voorstellen/", views.edit, name="outside_network_propose"),
    path("netwerken-elders/<slug:slug>/", views.network, name="outside_network"),
    path("netwerken-elders/<slug:slug>/wijzigen/", views.edit, name="outside_network_edit"),
    path("netwerken-elders/<slug:slug>/<slug:act>/", views.step, name="outside_network_step"),
]
