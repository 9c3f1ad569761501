from django.urls import path

from loket.catalogue.points import views

urlpatterns = [
    path("mijn/punten/", views.own, name="own_points"),
    path("mijn/punten/ruilen/", views.exchange, name="points_exchange"),
    path("punten/regels/", views.points_rules, name="points_rules"),
    path("punten/inwisselen/", views.counter, name="points_counter"),
    path("punten/codes/<int:pk>/", views.discount_code, name="discount_code"),
    path("punten/codes/<int:pk>/inwisselen/", views.redeem, name="discount_redeem"),
    path("punten/codes/<int:pk>/terugdraaien/", views.undo, name="discount_undo"),
]
