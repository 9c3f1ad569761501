from django.urls import include, path

from loket.home import views_search

urlpatterns = [
    path("catalogus/", views_search.search_page, name="search"),
    path("", include("loket.search.urls")),
]
