from django.urls import path

from loket.catalogue.experiences.views import contacting, judging, telling, using

urlpatterns = [
    path("catalogus/<slug:slug>/ervaringen/", telling.entry_experiences, name="entry_experiences"),
    path("catalogus/<slug:slug>/ervaringen/nieuw/", telling.start, name="experience_start"),
    path("catalogus/<slug:slug>/gebruik/", using.entry_use, name="entry_use"),
    path("catalogus/<slug:slug>/gebruik/aanmelden/", using.register, name="use_register"),
    path("catalogus/<slug:slug>/gebruik.<slug:format>", using.entry_use_file, name="entry_use_file"),
    path("ervaringen/<int:pk>/", telling.experience, name="experience"),
    path("ervaringen/<int:pk>/schrijven/", telling.write, name="experience_write"),
    path("ervaringen/<int:pk>/schrijven/bewaar/", telling.autosave, name="experience_autosave"),
    path("ervaringen/<int:pk>/stap/<slug:act>/", telling.take_step, name="experience_step"),
    path("ervaringen/<int:pk>/zichtbaar/", telling.consents, name="experience_consents"),
    path("ervaringen/<int:pk>/nuttig/", telling.vote, name="experience_vote"),
    path("ervaringen/<int:pk>/niet-nuttig/", telling.unvote, name="experience_unvote"),
    path("ervaringen/<int:pk>/bericht/", contacting.to_author, name="experience_message"),
    path("ervaringen/<int:pk>/besluit/<slug:act>/", judging.judge, name="experience_judge"),
    path("redactie/ervaringen/", judging.queue, name="experience_queue"),
    path("mijn/ervaringen/", telling.own, name="own_experiences"),
    path("gebruik/", using.overview, name="use_overview"),
    path("gebruik.<slug:format>", using.overview_file, name="use_overview_file"),
    path("gebruik/<int:pk>/", using.use, name="use"),
    path("gebruik/<int:pk>/wijzigen/", using.change, name="use_change"),
    path("gebruik/<int:pk>/bevestigen/", using.confirm, name="use_confirm"),
    path("gebruik/<int:pk>/stoppen/", using.stop, name="use_stop"),
    path("gebruik/<int:pk>/weghalen/", using.remove, name="use_remove"),
    path("gebruik/<int:pk>/bericht/", contacting.to_user, name="use_message"),
    path("mijn/gebruik/", using.own, name="own_uses"),
]
