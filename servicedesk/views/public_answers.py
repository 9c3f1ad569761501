"""Making a public answer of a question: rewriting, with what looks like something of a person marked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from servicedesk import forms, public_answers
from servicedesk.models import Question
from servicedesk.views.question import fetch


@require_http_methods(["GET", "HEAD", "POST"])
def question_public(request: HttpRequest, number: int) -> HttpResponse:
    """Write it anew for everybody; what looks like something of a person is shown until it is gone or found good."""
    question = fetch(request, number, to_handle=True)
    made = getattr(question, "public_answer", None)
    if made and public_answers.stands(made):
        messages.info(request, "Van deze vraag is al een openbaar antwoord gemaakt.")
        return redirect(question)
    if not public_answers.can_propose(question, request.user):
        raise PermissionDenied("Geef eerst antwoord. Daarna kunt u er een openbaar antwoord van maken.")
    form = forms.PublicAnswerForm(request.POST or None, initial=vars(public_answers.first_text(question)))
    if request.method == "POST" and form.is_valid() and _proposed(request, question, form):
        return redirect(question)
    context = {"question": question, "form": form, "found": _found(form, question)}
    return render(request, "servicedesk/public_answer.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, question: Question, form: forms.PublicAnswerForm) -> bool:
    rewriting = public_answers.Rewriting(**form.cleaned_data)
    cleared = set(request.POST.getlist("mag"))
    try:
        public_answers.propose(question, rewriting, cleared=cleared, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "Het voorstel ligt bij de redactie. Een andere redacteur leest het na en publiceert het.")
    return True


def _found(form: forms.PublicAnswerForm, question: Question) -> list[dict]:
    """What is marked in what stands in the form now, each thing once, with the fields in which it stands."""
    values = {name: form[name].value() or "" for name in public_answers.FIELDS}
    rows: dict[str, dict] = {}
    for name, found in public_answers.mentioned(public_answers.Rewriting(**values), question).items():
        for mention in found:
            row = rows.setdefault(mention.key, {"mention": mention, "fields": [], "is_cleared": False})
            row["fields"] = list(dict.fromkeys([*row["fields"], form.fields[name].label]))
            row["is_cleared"] = form.is_bound and mention.key in form.data.getlist("mag")
    return list(rows.values())
