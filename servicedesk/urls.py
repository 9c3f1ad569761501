from django.urls import path, register_converter

from servicedesk import workflow
from servicedesk.views import (
    desk,
    erasing,
    following,
    handling,
    merging,
    public,
    public_answers,
    question,
    queues,
    triage,
)


class FollowAct:
    """What somebody with the link of a question can do."""

    regex = "|".join(following.ACTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class QuestionAct(FollowAct):
    """What the desk does with one press."""

    regex = "|".join(workflow.STATE_ACTS)


register_converter(FollowAct, "follow_act")
register_converter(QuestionAct, "question_act")

urlpatterns = [
    path("vraag/", public.ask, name="ask"),
    path("vraag/namens/", public.ask_for, name="ask_for"),
    path("vraag/suggesties/", public.ask_suggestions, name="ask_suggestions"),
    path("vraag/geholpen/", public.ask_helped, name="ask_helped"),
    path("vraag/geholpen/dank/", public.ask_ended, name="ask_ended"),
    path("vraag/volgen/<str:token>/", following.follow, name="question_follow"),
    path("vraag/volgen/<str:token>/reageren/", following.follow_react, name="question_react"),
    path("vraag/volgen/<str:token>/oordeel/", following.follow_rate, name="question_rate"),
    path("vraag/volgen/<str:token>/bestand/<int:pk>/", following.follow_file, name="question_own_file"),
    path("vraag/volgen/<str:token>/verwijzing/<int:pk>/", following.follow_referral, name="question_rate_referral"),
    path("vraag/volgen/<str:token>/<follow_act:act>/", following.follow_act, name="question_own_act"),
    path("mijn/vragen/", following.mine, name="my_questions"),
    path("servicedesk/", desk.desk, name="desk"),
    path("servicedesk/samen/", desk.desk_bulk, name="desk_bulk"),
    path("servicedesk/samen/antwoord/", triage.answer_many, name="desk_answer_many"),
    path("servicedesk/lijsten/", triage.views, name="desk_views"),
    path("servicedesk/lijsten/bewaren/", triage.view_new, name="desk_view_new"),
    path("servicedesk/lijsten/<int:pk>/", triage.view_change, name="desk_view_change"),
    path("servicedesk/afwezig/", triage.absences, name="desk_absences"),
    path("servicedesk/afwezig/<int:pk>/terug/", triage.absence_end, name="desk_absence_end"),
    path("servicedesk/termijnen/", queues.queues, name="desk_queues"),
    path("servicedesk/termijnen/<slug:slug>/", queues.queue, name="desk_queue"),
    path("servicedesk/wissen/", erasing.erase_person, name="desk_erase"),
    path("servicedesk/telefoon/", desk.call, name="desk_call"),
    path("servicedesk/telefoon/wie/", desk.callers, name="desk_callers"),
    path("servicedesk/standaardantwoorden/", desk.standard_answers, name="standard_answers"),
    path("servicedesk/standaardantwoorden/<int:pk>/", desk.standard_answer, name="standard_answer"),
    path("servicedesk/bestand/<int:pk>/", question.question_file, name="question_file"),
    path("servicedesk/vraag/<int:number>/", question.question, name="question"),
    path("servicedesk/vraag/<int:number>/schrijven/", question.question_write, name="question_write"),
    path("servicedesk/vraag/<int:number>/schrijven/concept/", question.question_draft, name="question_draft"),
    path("servicedesk/vraag/<int:number>/voorbeeld/", question.question_preview, name="question_preview"),
    path("servicedesk/vraag/<int:number>/terughalen/<int:pk>/", question.question_undo, name="question_undo"),
    path("servicedesk/vraag/<int:number>/aanwezig/", question.question_presence, name="question_presence"),
    path("servicedesk/vraag/<int:number>/suggesties/", question.question_suggestions, name="question_suggestions"),
    path("servicedesk/vraag/<int:number>/bijlage/<int:pk>/", question.question_attachment, name="question_attachment"),
    path("servicedesk/vraag/<int:number>/stap/<question_act:act>/", question.question_step, name="question_step"),
    path("servicedesk/vraag/<int:number>/gegevens/", handling.question_details, name="question_details"),
    path("servicedesk/vraag/<int:number>/doorvragen/", handling.question_guide, name="question_guide"),
    path("servicedesk/vraag/<int:number>/verwijzen/", handling.question_refer, name="question_refer"),
    path("servicedesk/vraag/<int:number>/verwijzing/<int:pk>/", handling.question_referral, name="question_referral"),
    path("servicedesk/vraag/<int:number>/sluiten/", handling.question_close, name="question_close"),
    path("servicedesk/vraag/<int:number>/standaard/", handling.question_standard, name="question_standard"),
    path("servicedesk/vraag/<int:number>/samenvoegen/", merging.question_merge, name="question_merge"),
    path("servicedesk/vraag/<int:number>/bericht/<int:pk>/verplaatsen/", merging.message_move, name="message_move"),
    path("servicedesk/vraag/<int:number>/ongedaan/<int:pk>/", merging.question_put_back, name="question_put_back"),
    path("servicedesk/vraag/<int:number>/openbaar/", public_answers.question_public, name="question_public"),
    path("servicedesk/vraag/<int:number>/lijkt-op/", merging.question_alike, name="question_alike"),
]
