"""Addresses of the pool of Xperts."""

from django.urls import path

from xperts.pool.views import asking, own, public, register, ruling

urlpatterns = [
    path("xperts/", public.xperts, name="xperts"),
    path("xperts/<int:pk>/", public.xpert, name="xpert"),
    path("xperts/voordragen/", register.nominate, name="xpert_nominate"),
    path("xperts/mijn/", own.own_xpert, name="own_xpert"),
    path("xperts/mijn/profiel/", own.profile, name="own_xpert_profile"),
    path("xperts/mijn/belangen/", own.ties, name="own_xpert_ties"),
    path("xperts/mijn/scholing/", own.own_training, name="own_training"),
    path("xperts/mijn/<slug:act>/", own.step, name="own_xpert_step"),
    path("xperts/belangen/<slug:what>/<int:pk>/weg/", own.remove_tie, name="xpert_tie_remove"),
    path("xperts/terugzetten/", own.put_back, name="pool_put_back"),
    path("xperts/scholing/<int:pk>/weg/", own.remove_training, name="training_remove"),
    path("xperts/verzoek/<int:pk>/", asking.ask, name="xpert_ask"),
    path("xperts/verzoek/<int:pk>/<slug:name>/", asking.act, name="xpert_ask_act"),
    path("xperts/pool/", register.register, name="xpert_register"),
    path("xperts/pool/verzoeken/", asking.asks, name="xpert_asks"),
    path("xperts/pool/spreiding/", register.spread_page, name="xpert_spread"),
    path("xperts/pool/scholing/", ruling.team_training, name="team_training"),
    path("xperts/pool/werkwijze/", ruling.rules, name="pool_rules"),
    path("xperts/pool/eerlijk/", ruling.fairness_of, name="pool_fairness"),
    path("xperts/pool/eerlijk/<int:year>/", ruling.fairness_of, name="pool_fairness_of"),
    path("xperts/pool/register.<str:extension>", register.register_file, name="xpert_register_file"),
    path("xperts/pool/<int:pk>/", register.dossier, name="xpert_dossier"),
    path("xperts/pool/<int:pk>/profiel/", register.edit, name="xpert_edit"),
    path("xperts/pool/<int:pk>/belangen/", register.ties, name="xpert_ties"),
    path("xperts/pool/<int:pk>/betaling/", register.pay, name="xpert_pay"),
    path("xperts/pool/<int:pk>/beoordelen/", register.assess, name="xpert_assess"),
    path("xperts/pool/<int:pk>/proeftijd/", register.trial, name="xpert_trial"),
    path("xperts/pool/<int:pk>/stap/<slug:act>/", register.step, name="xpert_step"),
    path("advies-op-maat/aanvraag/<int:number>/xpert/", asking.propose, name="xpert_propose"),
]
