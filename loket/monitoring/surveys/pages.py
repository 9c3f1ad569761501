"""What the pages about surveys show, fetched in one place; read-only."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import local_date
from loket.monitoring.surveys import permissions, pictures, results, sampling
from loket.monitoring.surveys.enums import Dimension, LeftOut, QuestionKind, SurveyState
from loket.monitoring.surveys.margins import Estimate
from loket.monitoring.surveys.models import FocusGroup, Questionnaire, Survey, Version
from loket.monitoring.surveys.results import Results
from loket.monitoring.surveys.workflow import SURVEYS
from loket.vocabulary import lookup

PAGE_SIZE = 20
SHOWN_NAMES = 50
HIDDEN = "–"
_KINDS = {SurveyState.DRAFT: "inactive", SurveyState.OPEN: "success", SurveyState.CLOSED: "neutral"}


def tabs(current: str, user) -> list[dict]:
    rows = [("Metingen", "surveys")]
    if permissions.can_survey(user):
        rows += [("Vragenlijsten", "questionnaires"), ("Focusgroepen", "focus_groups")]
    return [{"label": label, "url": reverse(name), "is_current": name == current} for label, name in rows]


def surveys_page(user, page_number: str | None) -> dict:
    counted = Survey.objects.visible_to(user).annotate(
        asked=Count("invitations"), answered=Count("invitations", filter=Q(invitations__is_answered=True))
    )
    rows = counted.select_related("version__questionnaire").order_by("-made_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(page_number)
    lines = [{"survey": row, "status": status(row), "response": _response(row)} for row in page.object_list]
    return {"page": page, "lines": lines, "tabs": tabs("surveys", user), "can_survey": permissions.can_survey(user)}


def status(survey: Survey) -> dict[str, str]:
    return {"label": survey.get_state_display(), "kind": _KINDS[survey.state]}


def _response(row) -> str:
    if row.state == SurveyState.DRAFT:
        return "Nog niet verstuurd"
    share = round(100 * row.answered / row.asked) if row.asked else 0
    return f"{number(row.answered)} van {number(row.asked)} ({share}%)"


def segment_words(survey: Survey) -> str:
    """Whom a survey is about, in words."""
    parts = [
        ", ".join(lookup.label("sector", code) for code in survey.sectors),
        ", ".join(lookup.label("level", code) for code in survey.levels),
        ", ".join(lookup.area_label(code) for code in survey.areas),
    ]
    return "; ".join(part for part in parts if part) or "Alle professionals met een account"


def survey_page(survey: Survey, user, *, at: datetime) -> dict:
    """One survey before or while it runs: whom it is about, and how many answered."""
    steps = SURVEYS.available(survey, user)
    context = {
        "survey": survey,
        "status": status(survey),
        "facts": facts(survey),
        "can_survey": permissions.can_survey(user),
        "can_close": any(step.name == "close" for step in steps),
        "can_send": any(step.name == "send" for step in steps),
    }
    if survey.state == SurveyState.DRAFT:
        return context | preview(survey, at=at)
    invited, answered, segments = results.response(survey)
    return context | {"figures": response_figures(survey, invited, answered), "response": response_tables(segments)}


def facts(survey: Survey) -> list[tuple[str, str]]:
    sample = f"Loting van {number(survey.sample_size)}" if survey.sample_size else "Iedereen in de groep"
    return [
        ("Vragenlijst", str(survey.version)),
        ("Groep", segment_words(survey)),
        ("Wie", sample),
        ("Verstuurd op", long_date(survey.sent_at)),
        ("Herinnering op", long_date(survey.remind_on)),
        ("Laatste dag", long_date(survey.closes_on)),
        ("Gesloten op", long_date(survey.closed_at)),
    ]


def preview(survey: Survey, *, at: datetime) -> dict:
    """Whom it would ask if it were sent now, and who is left out and why."""
    made = sampling.plan(survey, at=at)
    left_out = [
        {
            "label": LeftOut(reason).label,
            "count": len(people),
            # A lot needs no list of names: it says nothing about somebody.
            "names": [] if reason == LeftOut.NOT_DRAWN else [str(one) for one in people[:SHOWN_NAMES]],
        }
        for reason, people in made.left_out.items()
    ]
    figures = [
        {"label": "In de groep", "value": number(len(made.segment))},
        {"label": "Krijgen een mail", "value": number(len(made.asked))},
        {"label": "Vallen af", "value": number(len(made.segment) - len(made.asked))},
    ]
    questions = list(survey.version.questions.all())
    is_past = survey.closes_on <= local_date(at)
    return {"figures": figures, "left_out": left_out, "questions": questions, "is_past": is_past}


def response_figures(survey: Survey, invited: int, answered: int) -> list[dict]:
    share = round(100 * answered / invited) if invited else 0
    left_out = sum(survey.left_out.values())
    return [
        {"label": "Gevraagd", "value": number(invited), "note": f"van {number(survey.population.get('total', 0))}"},
        {"label": "Geantwoord", "value": number(answered)},
        {"label": "Respons", "value": f"{share}%"},
        {"label": "Niet gevraagd", "value": number(left_out), "note": _reasons(survey)},
    ]


def _reasons(survey: Survey) -> str:
    return ", ".join(f"{LeftOut(reason).label.lower()}: {number(count)}" for reason, count in survey.left_out.items())


def response_tables(segments: dict) -> list[dict]:
    """Per level, sector and region; a dash where the number is hidden."""
    columns = [
        {"label": "Groep"},
        {"label": "Gevraagd", "is_number": True},
        {"label": "Geantwoord", "is_number": True},
        {"label": "Respons", "is_number": True},
    ]
    names = {"level": "Respons per niveau", "sector": "Respons per sector", "region": "Respons per regio"}
    return [
        {"id": f"respons-{group}", "caption": names[group], "columns": columns, "rows": [_segment(row) for row in rows]}
        for group, rows in segments.items()
        if rows
    ]


def _segment(row: results.Segment) -> list[str]:
    hidden = row.answered is None
    return [
        row.label,
        number(row.invited),
        HIDDEN if hidden else number(row.answered),
        HIDDEN if hidden else f"{row.percent}%",
    ]


def results_page(survey: Survey, user, *, beside: Survey | None = None) -> dict:
    """What came out, heading by heading; open answers for coordinators only."""
    found = results.results(survey)
    shows_texts = permissions.can_read_open_answers(user, survey)
    then = results.results(beside) if beside else None
    return {
        "survey": survey,
        "status": status(survey),
        "facts": facts(survey),
        "results": found,
        "figures": response_figures(survey, found.invited, found.answered),
        "response": response_tables(found.segments),
        "headings": _headings(found, shows_texts=shows_texts),
        "shows_texts": shows_texts,
        "can_survey": permissions.can_survey(user),
        "earlier": list(results.earlier(survey)),
        "beside": beside,
        "comparison": comparison_table(found, then) if then else None,
    }


def _headings(found: Results, *, shows_texts: bool) -> list[dict]:
    made = []
    for dimension in Dimension:
        rows = [row for row in found.questions if row.question.dimension == dimension]
        if not shows_texts:
            rows = [row for row in rows if row.question.kind != QuestionKind.OPEN]
        if rows:
            made.append(_heading(dimension, rows))
    return made


def _heading(dimension: Dimension, rows: list) -> dict:
    scale = [row for row in rows if row.mean]
    return {
        "id": dimension.value,
        "label": dimension.label,
        "picture": pictures.distribution(str(dimension.label), scale),
        "table": scale_table(dimension, scale) if scale else None,
        "choices": [_choice_table(row) for row in rows if row.choices and not row.mean],
        "hidden": [row.question.text for row in rows if row.is_hidden],
        "texts": [row for row in rows if row.texts],
    }


def scale_table(dimension: Dimension, rows: list) -> dict:
    """Each statement with how many gave which score, the mean, and the mean per level."""
    levels = [code for code, _ in rows[0].groups["level"]]
    columns = [{"label": "Stelling"}]
    columns += [{"label": str(score), "is_number": True} for score in range(1, 6)]
    columns += [
        {"label": "Gemiddeld", "is_number": True},
        *({"label": _level(code), "is_number": True} for code in levels),
    ]
    return {
        "id": f"tabel-{dimension.value}",
        "caption": f"{dimension.label}: aantal antwoorden per score, en gemiddelden",
        "columns": columns,
        "rows": [_scale_row(place, row, levels) for place, row in enumerate(rows, 1)],
    }


def _level(code: str) -> str:
    """Short, for the head of a column."""
    return f"Niveau {code}" if code else "Overig"


def _scale_row(place: int, row, levels: list[str]) -> list[str]:
    means = dict(row.groups["level"])
    counts = [number(choice.count) for choice in row.choices]
    return [
        f"{place}. {row.question.text}",
        *counts,
        with_margin(row.mean),
        *(with_margin(means.get(one)) for one in levels),
    ]


def with_margin(estimate: Estimate | None) -> str:
    """*3,8 ± 0,2*; a dash where it is hidden."""
    if estimate is None:
        return HIDDEN
    margin = "" if estimate.margin is None else f" ± {number(estimate.margin, 1)}"
    return f"{number(estimate.value, 1)}{margin}"


def _choice_table(row) -> dict:
    return {
        "id": f"tabel-{row.question.code}",
        "caption": row.question.text,
        "columns": [
            {"label": "Antwoord"},
            {"label": "Aantal", "is_number": True},
            {"label": "Deel", "is_number": True},
        ],
        "rows": [[one.label, number(one.count), f"{one.percent}%"] for one in row.choices],
    }


def comparison_table(now: Results, then: Results) -> dict:
    columns = [
        {"label": "Stelling"},
        {"label": "Toen", "is_number": True},
        {"label": "Nu", "is_number": True},
        {"label": "Verschil", "is_number": True},
        {"label": "Meer dan toeval?"},
    ]
    rows = [
        [
            row.question.text,
            with_margin(row.then),
            with_margin(row.now),
            f"{'+' if row.difference >= 0 else '−'}{number(abs(row.difference), 1)}",
            "Ja" if row.is_sure else "Niet zeker",
        ]
        for row in results.compare(now, then)
    ]
    return {"id": "vergelijking", "caption": f"Vergeleken met {then.survey.title}", "columns": columns, "rows": rows}


def questionnaires_page(user) -> dict:
    rows = Questionnaire.objects.visible_to(user).annotate(number=Count("versions")).order_by("title", "pk")
    return {"questionnaires": list(rows), "tabs": tabs("questionnaires", user)}


def questionnaire_page(questionnaire: Questionnaire, version_number: str | None) -> dict:
    """One version with its questions; the newest unless another is asked."""
    versions = list(questionnaire.versions.all())
    shown = next((row for row in versions if str(row.number) == version_number), versions[0])
    return {
        "questionnaire": questionnaire,
        "versions": [_version_tab(row, shown) for row in versions],
        "version": shown,
        "can_change": shown.fixed_at is None,
        "has_draft": any(row.fixed_at is None for row in versions),
        "questions": list(shown.questions.all()),
    }


def _version_tab(row: Version, shown: Version) -> dict:
    label = f"Versie {row.number}{' (concept)' if row.fixed_at is None else ''}"
    url = f"{reverse('questionnaire', args=[row.questionnaire_id])}?versie={row.number}"
    return {"label": label, "url": url, "is_current": row.pk == shown.pk}


def focus_groups_page(user, page_number: str | None) -> dict:
    rows = FocusGroup.objects.visible_to(user).annotate(people=Count("participants")).order_by("-starts_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(page_number)
    return {"page": page, "groups": list(page.object_list), "tabs": tabs("focus_groups", user)}


def participants(group: FocusGroup) -> list[dict]:
    rows: QuerySet = group.participants.all()
    return [
        {
            "participant": row,
            "about": ", ".join(
                lookup.label(scheme, code) for scheme, code in (("sector", row.sector), ("level", row.level)) if code
            ),
        }
        for row in rows
    ]
