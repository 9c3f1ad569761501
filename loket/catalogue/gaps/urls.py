from django.urls import path
from django.views.generic import RedirectView

from loket.catalogue.gaps.views import matrix, wanted, white_spots

urlpatterns = [
    path("redactie/witte-vlekken/", white_spots.white_spots, name="white_spots"),
    path("redactie/witte-vlekken/<int:pk>/", white_spots.white_spot, name="white_spot"),
    path("redactie/witte-vlekken/<int:pk>/synoniem/", white_spots.synonym, name="white_spot_synonym"),
    path("redactie/witte-vlekken/<int:pk>/gezocht/", white_spots.want, name="white_spot_want"),
    path("redactie/witte-vlekken/<int:pk>/niets/", white_spots.dismiss, name="white_spot_dismiss"),
    path("redactie/witte-vlekken/<int:pk>/heropenen/", white_spots.reopen, name="white_spot_reopen"),
    path("redactie/witte-vlekken/matrix/", matrix.white_spot_matrix, name="white_spot_matrix"),
    path("redactie/witte-vlekken/opleidingen/", matrix.training_matrix, name="training_matrix"),
    path("redactie/witte-vlekken/<slug:name>.<slug:extension>", matrix.matrix_file, name="matrix_file"),
    path("redactie/zonder-resultaat/", RedirectView.as_view(pattern_name="white_spots")),
    path("gezocht/", wanted.wanted_entries, name="wanted_entries"),
    path("gezocht/nieuw/", wanted.list_wanted, name="list_wanted"),
    path("gezocht/<int:pk>/", wanted.wanted_entry, name="wanted_entry"),
    path("gezocht/<int:pk>/ik-maak-dit/", wanted.claim, name="claim_wanted"),
    path("gezocht/<int:pk>/teruggeven/", wanted.give_back, name="give_back_wanted"),
    path("gezocht/<int:pk>/volgen/", wanted.follow, name="follow_wanted"),
    path("gezocht/<int:pk>/niet-volgen/", wanted.unfollow, name="unfollow_wanted"),
    path("gezocht/<int:pk>/bestaat-al/", wanted.fulfil, name="fulfil_wanted"),
    path("gezocht/<int:pk>/<slug:act>/", wanted.settle, name="settle_wanted"),
]
