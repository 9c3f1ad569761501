from django.urls import path

from loket.catalogue.following import views

urlpatterns = [
    path("volgen/<slug:kind>/<str:key>/", views.follow, name="follow"),
    path("mijn/volgend/", views.following, name="following"),
    path("mijn/volgend/<int:pk>/stoppen/", views.unfollow, name="unfollow"),
    path("afmelden/volgen/<str:token>/", views.stop, name="stop_following_mail"),
]
