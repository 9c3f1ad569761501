"""All components of the pages on one page, with invented content; not there in production."""

import datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

_AT = datetime.datetime(2026, 11, 16, 10, 12, tzinfo=datetime.UTC)
_LEVELS = (
    "sterke-aanwijzingen",
    "goede-aanwijzingen",
    "eerste-aanwijzingen",
    "goed-onderbouwd",
    "goed-beschreven",
    "erkend-niveau-onbekend",
    "",
)


class GalleryForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(label="Titel", max_length=120)
    summary = forms.CharField(
        label="Samenvatting",
        help_text="Schrijf in gewone taal, in hooguit 400 tekens.",
        max_length=400,
        widget=forms.Textarea({"rows": 4}),
    )
    kind = forms.ChoiceField(
        label="Soort", choices=[("", "Kies een soort"), ("i", "Interventie"), ("p", "Praktijkvoorbeeld")]
    )
    settings = forms.MultipleChoiceField(
        label="Plaats van uitvoering",
        required=False,
        choices=[("school", "School"), ("wijk", "Wijk"), ("werk", "Werk"), ("zorg", "Zorg")],
        widget=forms.CheckboxSelectMultiple,
    )
    visible = forms.ChoiceField(
        label="Wie mag dit zien?",
        choices=[("all", "Iedereen"), ("members", "Alleen wie is ingelogd")],
        widget=forms.RadioSelect,
    )
    hours = forms.IntegerField(label="Aantal uren", required=False)
    attachment = forms.FileField(label="Bijlage", required=False, help_text="Pdf of Word, maximaal 20 MB.")
    is_agreed = forms.BooleanField(label="Ik mag deze bestanden delen")


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery; 404 outside the demo and development."""
    if not (settings.IS_DEMO or settings.DEBUG):
        raise Http404
    messages.success(request, "Uw bijdrage is ingediend.", extra_tags="undo:/demo/onderdelen/")
    context = {
        "form": GalleryForm(),
        "wrong_form": GalleryForm({"wrong-hours": "-5"}, prefix="wrong"),
        **_navigation(),
        **_results(),
        **_files(),
        **_review(),
    }
    return render(request, "demo/onderdelen.html", context)


def _navigation() -> dict:
    return {
        "crumbs": [("Catalogus", "/catalogus/"), ("Onderdelen", "")],
        "steps": [("Soort", "#wizard"), ("Inhoud", "#wizard"), ("Bestanden", ""), ("Controleren", "")],
        "tabs": [
            {"label": "Te beoordelen", "url": "#tabs", "is_current": True, "count": 12},
            {"label": "Wacht op indiener", "url": "#tabs", "is_current": False, "count": 3},
            {"label": "Afgerond", "url": "#tabs", "is_current": False},
        ],
        "popular": [("valpreventie", "#"), ("mentale gezondheid", "#"), ("rookvrije generatie", "#")],
        "tiles": [
            {"title": "Roken en vapen", "icon": "cigarette-off", "count": 38, "is_priority": True},
            {"title": "Overgewicht", "icon": "scale", "count": 44, "is_priority": True},
            {"title": "Eenzaamheid", "icon": "users", "count": 1, "is_priority": False},
            {"title": "Gezonde omgeving", "icon": "trees", "count": 29, "is_priority": False},
        ],
    }


def _results() -> dict:
    facts = [
        {"label": "Doelgroep", "value": "Ouderen", "icon": "users"},
        {"label": "Plaats", "value": "Wijk, thuis", "icon": "map-pin"},
        {"label": "Eigenaar", "value": "Voorbeeldinstituut", "icon": "building-2"},
    ]
    options = [
        {"value": f"thema-{n}", "label": f"Thema {n}", "count": 140 - 11 * n, "is_checked": n == 2}
        for n in range(1, 13)
    ]
    return {
        "levels": _LEVELS,
        "facts": facts,
        "facets": [{"legend": "Thema", "name": "thema", "options": options}],
        "chips": [
            {"group": "Thema", "label": "Thema 2", "url": "#chips"},
            {"group": "Soort", "label": "Interventie", "url": "#chips"},
        ],
        "sorts": [("relevantie", "Best passend"), ("nieuwste", "Nieuwste eerst"), ("erkenning", "Sterkste erkenning")],
        "marked": mark_safe("Ouderen oefenen hun evenwicht en leren hoe zij <mark>vallen</mark> voorkomen."),
        "suggestions": [
            {"text": mark_safe("<mark>val</mark>preventie"), "kind": "Thema", "icon": "layers", "url": "#"},
            {"text": mark_safe("<mark>val</mark>len voorkomen in de wijk"), "value": "vallen voorkomen in de wijk"},
        ],
    }


def _files() -> dict:
    return {
        "files": [
            {"name": "Werkboek valpreventie.pdf", "url": "#", "kind": "pdf", "size": 1_240_000, "pages": 24},
            {
                "name": "Presentatie.pptx",
                "url": "#",
                "kind": "PowerPoint",
                "size": 840_000,
                "note": "De titel van dit bestand ontbreekt. Schermlezers noemen nu de bestandsnaam.",
            },
            {"name": "Flyer.pdf", "url": "", "kind": "pdf", "size": 86_000, "busy": "De tekst wordt gelezen…"},
        ],
        "chapters": [("Meldingen", "notices"), ("Zoeken en resultaten", "results"), ("Formulieren", "forms")],
        "details": [("Ingediend", "16 november 2026"), ("Thema", "Valpreventie"), ("Gemeente", "Tiel"), ("Jaar", "")],
        "columns": [
            {"label": "Thema"},
            {"label": "Bijdragen", "is_number": True},
            {"label": "Keer bekeken", "is_number": True},
        ],
        "rows": [["Valpreventie", "24", "1.240"], ["Mentale gezondheid", "57", "980"], ["Roken en vapen", "38", "640"]],
        "figures": [
            {"label": "Bijdragen in de catalogus", "value": "312", "note": "18 meer dan vorige maand"},
            {"label": "Erkende interventies", "value": "96"},
            {"label": "Keer gedownload", "value": "4.180", "url": "#figures"},
        ],
    }


def _review() -> dict:
    return {
        "at": _AT,
        "date": _AT.date(),
        "events": [
            {"icon": "send", "title": "Ingediend", "by": "een indiener", "at": _AT},
            {
                "icon": "headset",
                "title": "Vraag",
                "by": "Redactie",
                "role": "Loket",
                "at": _AT,
                "kind": "desk",
                "text": "Kunt u bij de kosten ook de uren van vrijwilligers noemen?",
            },
            {"icon": "hourglass", "title": "Wacht op de indiener", "at": _AT, "kind": "now"},
        ],
        "parts": [
            ("same", "De training duurt "),
            ("del", "tien"),
            ("ins", "veertien"),
            ("same", " weken en wordt gegeven door een fysiotherapeut."),
        ],
        "comments": [
            {"by": "Redactie", "at": _AT, "text": "Noem hier ook de intermediaire doelgroep."},
            {"by": "Redactie", "at": _AT, "text": "Jaartal klopt niet.", "is_resolved": True},
        ],
        "errors": [("Vul een titel in", "#id_wrong-title"), ("Er staat al een bijdrage met deze naam", "")],
    }
