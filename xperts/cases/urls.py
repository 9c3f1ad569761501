"""Addresses of: advies op maat."""

from django.urls import path

from xperts.cases.views import asker, desk, diagnosis, intake, keeping

_CASE = "advies-op-maat/aanvraag/<int:number>"
_MINE = "mijn/advies/<int:number>"

urlpatterns = [
    path("advies-op-maat/", keeping.about, name="tailored_advice"),
    path("advies-op-maat/spelregels/", keeping.rules, name="rules"),
    path("advies-op-maat/spelregels/wijzigen/", keeping.rules_edit, name="rules_edit"),
    path("advies-op-maat/spelregels/<int:version>/", keeping.rules, name="rules_version"),
    path("advies-op-maat/toetsingskader/", keeping.framework, name="framework"),
    path("advies-op-maat/toetsingskader/wijzigen/", keeping.framework_edit, name="framework_edit"),
    path("advies-op-maat/toetsingskader/<int:version>/", keeping.framework, name="framework_version"),
    path("advies-op-maat/termijnen/", keeping.terms, name="case_terms"),
    path("advies-op-maat/aanvragen/", desk.cases, name="cases"),
    path("advies-op-maat/aanvragen.ods", desk.cases_ods, name="cases_ods"),
    path("advies-op-maat/beginnen/<int:number>/", desk.begin, name="case_begin"),
    path(f"{_CASE}/", desk.case, name="case"),
    path(f"{_CASE}/sluiten/", desk.close, name="case_close"),
    path(f"{_CASE}/plaats/", desk.place, name="case_place"),
    path(f"{_CASE}/pre-intake/", intake.case_intake, name="case_intake"),
    path(f"{_CASE}/pre-intake/toegepast/", intake.effort_add, name="case_effort"),
    path(f"{_CASE}/pre-intake/toegepast/<int:pk>/weg/", intake.effort_drop, name="case_effort_drop"),
    path(f"{_CASE}/pre-intake/toegepast/terug/", intake.effort_back, name="case_effort_back"),
    path(f"{_CASE}/pre-intake/aanvragers/terug/", intake.applicant_back, name="case_applicant_back"),
    path(f"{_CASE}/pre-intake/aanvragers/", intake.applicant_add, name="case_applicant"),
    path(f"{_CASE}/pre-intake/aanvragers/<int:pk>/<slug:act>/", intake.applicant_act, name="case_applicant_act"),
    path(f"{_CASE}/pre-intake/beoordeling/", intake.intake_judge, name="case_intake_judge"),
    path(f"{_CASE}/pre-intake/afronden/", intake.intake_conclude, name="case_conclude"),
    path(f"{_CASE}/diagnose/", diagnosis.case_diagnosis, name="case_diagnosis"),
    path(f"{_CASE}/aanvraag/", diagnosis.case_application, name="case_application"),
    path("mijn/advies/", asker.my_cases, name="my_cases"),
    path(f"{_MINE}/", asker.my_case, name="my_case"),
    path(f"{_MINE}/aanvragen/", asker.apply, name="case_apply"),
    path(f"{_MINE}/aanvragen/bewaren/", asker.apply_save, name="case_apply_save"),
    path(f"{_MINE}/intrekken/", asker.withdraw, name="case_withdraw"),
]
