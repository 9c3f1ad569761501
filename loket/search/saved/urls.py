from django.urls import path

from loket.search.saved import views

urlpatterns = [
    path("zoeken/bewaren/", views.save, name="save_search"),
    path("zoeken/feed.atom", views.atom, name="search_feed"),
    path("mijn/zoekvragen/", views.saved_searches, name="saved_searches"),
    path("mijn/zoekvragen/<int:pk>/", views.edit, name="edit_saved_search"),
    path("mijn/zoekvragen/<int:pk>/weghalen/", views.remove, name="remove_saved_search"),
    path("mijn/zoekvragen/<int:pk>/terugzetten/", views.put_back, name="put_back_saved_search"),
    path("afmelden/zoekvragen/<str:token>/", views.stop, name="stop_saved_search"),
]
