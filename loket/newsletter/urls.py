"""Addresses of: nieuwsbrief."""

from django.urls import path, re_path

from loket.newsletter.views import making, public

urlpatterns = [
    path("nieuwsbrief/", public.newsletter, name="newsletter"),
    path("nieuwsbrief/aangevraagd/", public.asked, name="newsletter_asked"),
    path("nieuwsbrief/bevestigen/<str:token>/", public.confirm, name="newsletter_confirm"),
    path("nieuwsbrief/voorkeuren/<str:token>/", public.preferences, name="newsletter_preferences"),
    path("nieuwsbrief/afmelden/<str:token>/", public.stop, name="newsletter_stop"),
    path("nieuwsbrief/<slug:slug>/", public.edition, name="newsletter_edition"),
    path("redactie/nieuwsbrief/", making.desk, name="newsletter_desk"),
    path("redactie/nieuwsbrief/nieuw/", making.edit, name="newsletter_new"),
    path("redactie/nieuwsbrief/<int:pk>/", making.compose, name="newsletter_compose"),
    path("redactie/nieuwsbrief/<int:pk>/wijzigen/", making.edit, name="newsletter_edit"),
    path("redactie/nieuwsbrief/<int:pk>/weg/", making.remove, name="newsletter_remove"),
    path("redactie/nieuwsbrief/<int:pk>/toevoegen/", making.add_items, name="newsletter_add"),
    path("redactie/nieuwsbrief/<int:pk>/blok/", making.block, name="newsletter_block_new"),
    path("redactie/nieuwsbrief/<int:pk>/blok/<int:number>/", making.block, name="newsletter_block"),
    re_path(
        r"^redactie/nieuwsbrief/(?P<pk>\d{1,9})/blok/(?P<number>\d{1,9})/(?P<act>omhoog|omlaag|weg)/$",
        making.block_step,
        name="newsletter_block_step",
    ),
    path("redactie/nieuwsbrief/<int:pk>/voorbeeld/", making.preview, name="newsletter_preview"),
    path("redactie/nieuwsbrief/<int:pk>/proef/", making.trial, name="newsletter_trial"),
    path("redactie/nieuwsbrief/<int:pk>/inplannen/", making.plan, name="newsletter_plan"),
    path("redactie/nieuwsbrief/<int:pk>/terug/", making.unplan, name="newsletter_unplan"),
]
