"""Addresses of surveys, questionnaires and focus groups."""

from django.urls import path, re_path

from loket.monitoring.surveys.views import answering, focus, making, questionnaires

urlpatterns = [
    path("metingen/", making.surveys, name="surveys"),
    path("metingen/nieuw/", making.edit, name="survey_new"),
    path("metingen/<int:pk>/", making.survey, name="survey"),
    path("metingen/<int:pk>/wijzigen/", making.edit, name="survey_edit"),
    path("metingen/<int:pk>/versturen/", making.send, name="survey_send"),
    path("metingen/<int:pk>/sluiten/", making.close, name="survey_close"),
    path("metingen/<int:pk>/weggooien/", making.remove, name="survey_remove"),
    path("metingen/<int:pk>/resultaten.ods", making.results_ods, name="survey_ods"),
    path("metingen/vragenlijsten/", questionnaires.questionnaires, name="questionnaires"),
    path("metingen/vragenlijsten/nieuw/", questionnaires.edit, name="questionnaire_new"),
    path("metingen/vragenlijsten/klaar/", questionnaires.first, name="questionnaire_first"),
    path("metingen/vragenlijsten/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path("metingen/vragenlijsten/<int:pk>/wijzigen/", questionnaires.edit, name="questionnaire_edit"),
    path("metingen/vragenlijsten/<int:pk>/nieuwe-versie/", questionnaires.new_version, name="questionnaire_version"),
    path("metingen/vragenlijsten/<int:pk>/vraag/", questionnaires.question, name="question_new"),
    path("metingen/vragenlijsten/<int:pk>/vraag/<int:question>/", questionnaires.question, name="question_edit"),
    re_path(
        r"^metingen/vragenlijsten/(?P<pk>\d{1,9})/vraag/(?P<question>\d{1,9})/(?P<act>omhoog|omlaag|weghalen)/$",
        questionnaires.question_step,
        name="question_step",
    ),
    path("metingen/focusgroepen/", focus.groups, name="focus_groups"),
    path("metingen/focusgroepen/nieuw/", focus.edit, name="focus_group_new"),
    path("metingen/focusgroepen/<int:pk>/", focus.group, name="focus_group"),
    path("metingen/focusgroepen/<int:pk>/wijzigen/", focus.edit, name="focus_group_edit"),
    path("metingen/focusgroepen/<int:pk>/stap/<slug:act>/", focus.step, name="focus_group_step"),
    path("metingen/focusgroepen/<int:pk>/deelnemers/", focus.add, name="focus_participant_add"),
    path("metingen/focusgroepen/<int:pk>/deelnemers/<int:participant>/", focus.participant, name="focus_participant"),
    path("vragenlijst/bedankt/", answering.answered, name="survey_answered"),
    path("vragenlijst/<str:token>/", answering.answer, name="answer_survey"),
    path("afmelden/vragenlijsten/<str:token>/", answering.stop, name="stop_surveys"),
]
