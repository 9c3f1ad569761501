"""Answering a survey by the link in a mail, without signing in; and saying that one does not want to be asked."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from loket.core.telling import stopped_by
from loket.monitoring.surveys import answering, workflow
from loket.monitoring.surveys.answer_forms import AnswerForm
from loket.monitoring.surveys.answering import CannotAnswer
from loket.monitoring.surveys.models import Invitation, OptOut
from loket.monitoring.surveys.notifications import STOP

NOTHING = "Beantwoord ten minste één vraag voordat u verstuurt."


def _cannot(request: HttpRequest, refusal: CannotAnswer) -> HttpResponse:
    return render(request, "surveys/cannot.html", {"refusal": refusal}, status=refusal.status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questionnaire; one button keeps it for later, the other sends it."""
    at = timezone.now()
    try:
        invitation = answering.find(token, at=at)
        questions = list(invitation.survey.version.questions.all())
        form = AnswerForm(request.POST or None, questions=questions, initial=answering.half_way(invitation))
        if request.method == "POST" and form.is_valid():
            return _keep(request, form, invitation, token)
    except CannotAnswer as refusal:
        return _cannot(request, refusal)
    return _shown(request, form, invitation)


def _shown(request: HttpRequest, form: AnswerForm, invitation: Invitation) -> HttpResponse:
    context = {"form": form, "groups": list(form.groups()), "survey": invitation.survey}
    return render(request, "surveys/answer.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, form: AnswerForm, invitation: Invitation, token: str) -> HttpResponse:
    given = form.given()
    if "later" in request.POST:
        answering.save_half_way(invitation, given)
        messages.success(request, "Bewaard. Met de link in uw mail gaat u later verder.")
        return redirect("answer_survey", token)
    if not given:
        form.add_error(None, NOTHING)
        return _shown(request, form, invitation)
    answering.submit(invitation, given)
    return redirect("survey_answered")


@login_not_required
@require_safe
def answered(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/answered.html")


@csrf_exempt  # mail programs post here themselves (RFC 8058); the signature in the address says that it is right
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind *geen vragenlijsten meer* in a mail: one button, no sign-in, and the way back."""
    number = stopped_by(STOP, token)
    if number is None:
        raise Http404
    person = get_user_model().objects.filter(pk=number).first()
    if request.method == "POST" and person:
        if "weer" in request.POST:
            workflow.opt_in(person)
        else:
            workflow.opt_out(person, at=timezone.now())
    is_stopped = person is None or OptOut.objects.filter(person=person).exists()
    return render(request, "surveys/stop.html", {"is_stopped": is_stopped})
