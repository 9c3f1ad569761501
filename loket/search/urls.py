from django.urls import path

from loket.search import views

urlpatterns = [
    path("zoeken/suggesties", views.suggestions, name="search_suggestions"),
    path("redactie/synoniemen/", views.synonyms, name="synonyms"),
    path("redactie/synoniemen/nieuw/", views.synonym_edit, name="synonym_add"),
    path("redactie/synoniemen/<int:pk>/", views.synonym_edit, name="synonym_edit"),
    path("redactie/synoniemen/<int:pk>/verwijderen/", views.synonym_delete, name="synonym_delete"),
]
