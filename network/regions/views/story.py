"""The veranderverhaal: reading, writing together, versions, comparing, on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import pdf
from loket.core.working_days import local_date
from network.regions import forms, papers, presence
from network.regions.enums import Box
from network.regions.models import Clash, Region
from network.regions.pages import story as pages
from network.regions.pages.region import frame
from network.regions.views.opening import own_region, region_to_read, region_to_write, tell
from network.regions.workflow import storytelling
from network.regions.workflow.storytelling import Base

_TAB = "region_story"


@login_not_required
@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    region = region_to_read(request, slug)
    context = pages.canvas(region, request.user)
    return render(request, "network/regions/story.html", frame(region, request.user, _TAB) | context)


@login_not_required
@require_safe
def on_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of A4, for the printer."""
    region = region_to_read(request, slug)
    context = {"region": region, **pages.canvas(region, request.user)}
    return render(request, "network/regions/story_print.html", context)


@login_not_required
@require_safe
def as_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    region = region_to_read(request, slug)
    made = papers.story(region, storytelling.texts_of(region), local_date(timezone.now()))
    response = HttpResponse(made, content_type=pdf.MIME)
    response["Content-Disposition"] = f'attachment; filename="veranderverhaal-{region.slug}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """The canvas to write in; without a script all boxes are sent at once."""
    region = region_to_write(request, slug)
    typed: dict[str, tuple[str, str]] = {}
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        has_clash = _save_all(region, request, typed, errors)
        if not errors:
            messages.success(request, "Bewaard. Wat anderen intussen schreven, staat er ook in.")
            return redirect("region_story_write" if has_clash else "region_story", slug)
    context = pages.writing(region, typed) | {"errors": errors}
    status = 422 if errors else 200
    return render(
        request, "network/regions/story_write.html", frame(region, request.user, _TAB) | context, status=status
    )


def _save_all(region: Region, request: HttpRequest, typed: dict, errors: list) -> bool:
    """Save each box that was sent; whether others changed the same lines. Fills ``typed`` and ``errors``."""
    has_clash = False
    for key, label in Box.choices:
        if key not in request.POST:
            continue
        text, base = request.POST[key], request.POST.get(f"base-{key}", "")
        try:
            saved = storytelling.save(region, key, text, base=Base.read(base), by=request.user, at=timezone.now())
            has_clash = has_clash or saved.clash is not None
        except ValidationError as error:
            typed[key] = (text, base)
            errors.append((f"{label}: {error.messages[0]}", f"#vak-{key}"))
    return has_clash


@require_POST
def save_box(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What a script sends while somebody types."""
    region = region_to_write(request, slug)
    if key not in Box.values:
        raise Http404
    base = Base.read(request.POST.get("base", ""))
    text = request.POST.get("text", "")
    try:
        saved = storytelling.save(region, key, text, base=base, by=request.user, at=timezone.now())
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=422)
    told = {"number": saved.number, "text": saved.text, "isOther": saved.is_other, "isNew": saved.is_new}
    return JsonResponse(told | {"hasClash": saved.clash is not None})


@require_safe
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed since what the page shows (``<vak>=<number>``), who writes where, and open clashes."""
    region = region_to_write(request, slug)
    here = presence.arrive(region.pk, request.user, request.GET.get("vak", ""), at=timezone.now())
    changed = [box for box in region.boxes.all() if request.GET.get(box.key) != str(box.number)]
    open_clashes: dict[str, list[Clash]] = {}
    for clash in pages.clashes(region):
        open_clashes.setdefault(clash.box.key, []).append(clash)
    context = {"region": region, "level": 3}
    shown = {
        key: render_to_string("network/regions/_clashes.html", context | {"clashes": rows}, request)
        for key, rows in open_clashes.items()
    }
    boxes = {box.key: {"number": box.number, "text": box.text} for box in changed}
    return JsonResponse({"boxes": boxes, "here": here, "clashes": shown})


@require_POST
def settle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    region = region_to_write(request, slug)
    clash = get_object_or_404(Clash.objects.select_related("box"), pk=pk, box__region=region)
    clash.box.region = region
    tell(request, lambda: storytelling.settle(clash, by=request.user, at=timezone.now()), "Opgelost.")
    return redirect("region_story_write", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Versions with a name; the form keeps what stands there now."""
    region = region_to_write(request, slug) if request.method == "POST" else own_region(request, slug)
    form = forms.VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            storytelling.name_version(region, name, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, f"Versie “{name}” is bewaard.")
            return redirect("region_versions", slug)
    context = {"form": form, "versions": list(region.versions.select_related("by"))}
    frame_of = frame(region, request.user, _TAB)
    return render(request, "network/regions/versions.html", frame_of | context, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    region = own_region(request, slug)
    found = get_object_or_404(region.versions.select_related("by"), pk=pk)
    context = {"version": found, "boxes": pages.boxes_of(found.texts)}
    return render(request, "network/regions/version.html", frame(region, request.user, _TAB) | context)


@require_POST
def put_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    region = region_to_write(request, slug)
    found = get_object_or_404(region.versions, pk=pk)
    found.region = region
    done = f"Het verhaal is weer zoals in “{found.name}”. Wat er stond, is ook als versie bewaard."
    tell(request, lambda: storytelling.put_back(found, by=request.user, at=timezone.now()), done)
    return redirect("region_story", slug)


@login_not_required
@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions by words, or two regions beside each other."""
    region = region_to_read(request, slug)
    others = pages.others(region, request.user)
    chosen = [request.GET.get("van", ""), request.GET.get("naar", "nu") or "nu"]
    before, after = (pages.read_side(side, region, request.user, others) for side in chosen)
    context = {"choices": pages.sides(region, request.user, others), "chosen": chosen, "before": before, "after": after}
    if before and after:
        is_same = not any(side.startswith("r") for side in chosen)
        context |= pages.compared(before, after, is_same_region=is_same)
    return render(request, "network/regions/compare.html", frame(region, request.user, _TAB) | context)
