from django.urls import path

from loket.catalogue.partners.views import overviews, shop

urlpatterns = [
    path("partners/", shop.partners, name="partners"),
    path("partners/nieuw/", shop.open_window, name="partner_open"),
    path("partners/logo/<int:pk>/", shop.logo, name="partner_logo"),
    path("partners/teksten/<int:pk>/", shop.text, name="partner_text"),
    path("partners/teksten/<int:pk>/<slug:act>/", shop.judge, name="partner_judge"),
    path("partners/<slug:slug>/", shop.partner, name="partner"),
    path("partners/<slug:slug>/schrijven/", shop.write, name="partner_write"),
    path("redactie/partners/", shop.waiting, name="partners_waiting"),
    path("ondersteuning/", overviews.support_offers, name="support_offers"),
    path("ondersteuning.ods", overviews.support_ods, name="support_ods"),
    path("ondersteuning.csv", overviews.support_csv, name="support_csv"),
    path("subsidies/", overviews.programmes, name="programmes"),
    path("subsidies/agenda.ics", overviews.programmes_calendar, name="programmes_calendar"),
]
