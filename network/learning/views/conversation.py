"""Threads and posts, for members."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import markdown
from loket.core.workflow import StaleState
from network.learning import conversing, filing, inside_pages, mentions, pages, permissions, writing_forms
from network.learning.models import LearningNetwork, Post, Thread
from network.learning.models.conversation import MOST_TEXT
from network.learning.views.fetching import add_errors, inside, tell

PAGE_SIZE = 30


def _thread(network: LearningNetwork, pk: int) -> Thread:
    found = get_object_or_404(Thread.objects.select_related("started_by"), network=network, pk=pk)
    found.network = network
    return found


def _post(network: LearningNetwork, pk: int) -> Post:
    rows = Post.objects.select_related("thread", "author").prefetch_related("mentioned")
    found = get_object_or_404(rows, thread__network=network, pk=pk)
    found.thread.network = network
    return found


@require_safe
def threads(request: HttpRequest, slug: str) -> HttpResponse:
    network = inside(request, slug)
    page = Paginator(inside_pages.thread_rows(network), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = pages.frame(network, request.user, tab="gesprek")
    context |= {"page": page, "rows": inside_pages.threads(list(page.object_list))}
    return render(request, "network/learning/threads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_thread(request: HttpRequest, slug: str) -> HttpResponse:
    network = inside(request, slug)
    if not permissions.can_write(request.user, network):
        raise Http404
    form = writing_forms.ThreadForm(request.POST or None)
    wants_preview = "voorbeeld" in request.POST
    if request.method == "POST" and form.is_valid() and not wants_preview:
        data = form.cleaned_data
        made = _sent(
            request,
            network,
            form,
            lambda writing, at: conversing.start(
                network, data["title"], writing, by=request.user, at=at, is_question=data["is_question"]
            ),
        )
        if made:
            return redirect(made)
    context = pages.frame(network, request.user, tab="gesprek") | {"form": form, **_writing(form, network)}
    return render(request, "network/learning/thread_new.html", context, status=_status(form))


def _status(form) -> int:
    return 422 if form.is_bound and form.errors else 200


def _writing(form, network: LearningNetwork) -> dict:
    """The preview of what was typed and the files that wait with it; nothing for a fresh form."""
    if not form.is_bound:
        return {}
    text = form.data.get("text", "").replace("\x00", "")[:MOST_TEXT]
    submission = form.cleaned_data.get("submission") if hasattr(form, "cleaned_data") else None
    preview = _preview(text, network) if "voorbeeld" in form.data and text.strip() else ""
    return {"preview": preview, "waiting": filing.waiting_for(submission, network)}


def _preview(text: str, network: LearningNetwork) -> str:
    kept, people = mentions.keep(text, network)
    return markdown.to_html(mentions.show(kept, people))


def _sent(request: HttpRequest, network: LearningNetwork, form, write):
    """Keep the files, then write; None when the form now says what is wrong. What was typed and chosen stays."""
    at, submission = timezone.now(), form.cleaned_data["submission"]
    try:
        for upload in request.FILES.getlist("files"):
            filing.keep(upload, network, submission, by=request.user, at=at)
        return write(conversing.Writing(form.cleaned_data["text"], submission), at)
    except ValidationError as error:
        add_errors(form, error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A conversation, and below it what one writes to it."""
    network = inside(request, slug)
    found = _thread(network, pk)
    form = writing_forms.PostForm(request.POST or None)
    if request.method == "POST" and not permissions.can_write(request.user, network):
        raise Http404
    if request.method == "POST" and form.is_valid() and "voorbeeld" not in request.POST:
        made = _sent(
            request, network, form, lambda writing, at: conversing.reply(found, writing, by=request.user, at=at)
        )
        if made:
            return redirect(made.get_absolute_url())
    context = inside_pages.thread_page(found, request.user) | {"form": form, **_writing(form, network)}
    return render(request, "network/learning/thread.html", context, status=_status(form))


@require_safe
def thread_print(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The conversation on paper: no forms, no buttons."""
    network = inside(request, slug)
    context = inside_pages.thread_page(_thread(network, pk), request.user)
    return render(request, "network/learning/thread_print.html", context)


@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """How the text will look; nothing is kept."""
    network = inside(request, slug)
    text = request.POST.get("text", "").replace("\x00", "")[:MOST_TEXT]
    return render(request, "network/learning/_preview.html", {"html": _preview(text, network)})


@require_safe
def names(request: HttpRequest, slug: str) -> JsonResponse:
    """Members whose name begins like this, for who is writing; nobody else is in it."""
    network = inside(request, slug)
    typed = request.GET.get("q", "").replace("\x00", "")[:60]
    return JsonResponse({"names": mentions.suggestions(network, typed)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_post(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change one's own post; the version before stays to be read."""
    network = inside(request, slug)
    post = _post(network, pk)
    if not permissions.can_change_post(request.user, post):
        raise Http404
    form = writing_forms.EditPostForm(request.POST or None, initial=inside_pages.editable(post))
    if request.method == "POST" and form.is_valid():
        try:
            conversing.edit(post, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Uw bericht is gewijzigd.")
            return redirect(post.get_absolute_url())
    context = pages.frame(network, request.user, tab="gesprek") | {"form": form, "post": post}
    return render(request, "network/learning/post_edit.html", context, status=_status(form))


@require_safe
def post_versions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network = inside(request, slug)
    post = _post(network, pk)
    if post.is_withdrawn:
        raise Http404
    context = pages.frame(network, request.user, tab="gesprek")
    context |= {"post": post, "versions": inside_pages.versions(post)}
    return render(request, "network/learning/post_versions.html", context)


@require_POST
def withdraw_post(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    post = _post(inside(request, slug), pk)
    try:
        conversing.withdraw(post, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        undo = f"undo:{reverse('network_post_restore', args=[slug, pk])}"
        messages.success(request, "Het bericht is ingetrokken.", extra_tags=undo)
    return redirect(post.get_absolute_url())


@require_POST
def restore_post(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    post = _post(inside(request, slug), pk)
    tell(request, lambda: conversing.restore(post, by=request.user, at=timezone.now()), "Het bericht staat er weer.")
    return redirect(post.get_absolute_url())


@require_POST
def choose_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """This post answers the question; pressed at the answer itself it takes that back."""
    post = _post(inside(request, slug), pk)
    chosen = None if post.thread.answer_id == post.pk else post
    done = "Dit bericht staat nu als antwoord." if chosen else "De vraag staat weer open."
    tell(request, lambda: conversing.choose_answer(post.thread, chosen, by=request.user), done)
    return redirect(post.get_absolute_url())


@require_POST
def thread_mailing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _thread(inside(request, slug), pk)
    chosen = request.POST.get("mailing", "")
    tell(request, lambda: conversing.mail_me(found, chosen, by=request.user), "Uw keuze is bewaard.")
    return redirect(found)
