from django.urls import path

from loket.catalogue.dossiers.views import dossier, web_version

urlpatterns = [
    path("bestanden/<int:pk>/toegankelijkheid/", dossier.dossier, name="file_dossier"),
    path("bestanden/<int:pk>/toegankelijkheid/<slug:code>/<slug:act>/", dossier.decide, name="file_problem"),
    path("bestanden/<int:pk>/nieuwe-versie/", dossier.replace, name="file_replace"),
    path("bestanden/<int:pk>/verklaring/", dossier.statement, name="file_statement"),
    path("bestanden/<int:pk>/als-pagina/", web_version.as_page, name="file_as_page"),
    path("bestanden/<int:pk>/webversie/", web_version.edit, name="web_version"),
    path("bestanden/<int:pk>/webversie/maken/", web_version.make, name="web_version_make"),
    path("bestanden/<int:pk>/webversie/publiceren/", web_version.publish, name="web_version_publish"),
    path("bestanden/<int:pk>/webversie/weghalen/", web_version.unpublish, name="web_version_unpublish"),
    path("redactie/bestanden/", dossier.overview, name="file_problems"),
    path("mijn/bestanden/", dossier.mine, name="own_files"),
]
