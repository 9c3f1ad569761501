"""The decision in words for the asker: composed from the motivations, edited by a person, sent once."""

import pathlib
from collections import Counter
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format

from loket.core import pdf
from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from xperts.cases.enums import Form, Verdict
from xperts.cases.models import Case
from xperts.kernteam import amounts, notifications
from xperts.kernteam.enums import Choice
from xperts.kernteam.models import BallotVersion, Decision, Letter
from xperts.kernteam.permissions import edits_letters

TEMPLATE = pathlib.Path(__file__).with_name("letter.typ")
_SAID = {
    Choice.GRANT: "Het kernteam kent uw aanvraag toe. Een Xpert gaat u helpen.",
    Choice.REJECT: "Het kernteam wijst uw aanvraag af. Hieronder leest u waarom, en wat u nu kunt doen.",
    Choice.COLLECTIVE: "Het kernteam pakt uw vraag samen met die van anderen op. U krijgt daarin een plaats.",
}
_NEXT = {
    Choice.GRANT: (
        "Wij zoeken de Xpert die het best bij uw vraag past. Uw voorkeur telt daarbij als eerste mee.",
        "U maakt samen afspraken over doel, planning en kosten. Die staan in een contract.",
        "Hebt u vragen? Bel of mail de servicedesk.",
    ),
    Choice.REJECT: (
        "Bel de servicedesk. Wij lopen het besluit met u door en zoeken wat nu wel kan.",
        "Kijk wat er in de catalogus en bij bijeenkomsten past bij uw vraag. De servicedesk kiest met u mee.",
        "Verandert uw situatie? Dan kunt u opnieuw advies op maat vragen. Wat u al invulde, gebruiken wij weer.",
        "Bent u het er niet mee eens? Schrijf de coördinator waarom. Die antwoordt u persoonlijk.",
    ),
    Choice.COLLECTIVE: (
        "U krijgt een uitnodiging zodra de datum bekend is. Uw plaats is vrijgehouden.",
        "Wilt u meedenken over de inhoud? Laat het de servicedesk weten.",
        "Past dit niet bij uw vraag? Bel ons. Wij zoeken met u wat wel kan.",
    ),
}
_MARKS = {Verdict.YES: "ja", Verdict.PARTLY: "deels", Verdict.NO: "nee"}


def draft(decision: Decision, *, at: datetime) -> Letter:
    """The first text, from what the seats wrote; once per decision."""
    told = {"text": compose(decision), "edited_at": at}
    return Letter.objects.get_or_create(decision=decision, defaults=told)[0]


def compose(decision: Decision) -> str:
    """Markdown: what is decided, what is granted, why per criterion, and what the asker can do next."""
    versions = _counted(decision)
    parts = [
        f"Beste {decision.case.contact or 'aanvrager'},",
        f"U vroeg advies op maat over: *{decision.case.title}*. {_SAID[Choice(decision.outcome)]}",
    ]
    if decision.outcome == Choice.GRANT:
        parts += ["## Wat u krijgt", _listed(granted(decision))]
    parts += ["## Waarom", *_reasons(decision, versions)]
    parts += ["## Hoe het kernteam naar uw aanvraag keek", _listed(_criteria(versions))]
    parts += ["## Wat u nu kunt doen", _listed(_NEXT[Choice(decision.outcome)])]
    return "\n\n".join(part for part in parts if part)


def granted(decision: Decision) -> list[str]:
    """What a grant holds, a line for each."""
    xperts = "Eén Xpert" if decision.xperts == 1 else f"{decision.xperts} Xperts"
    lines = [
        f"Vorm van hulp: {Form(decision.form).label.lower()}",
        f"{xperts}, samen hooguit {amounts.hours(decision.minutes)}",
    ]
    if decision.cents:
        lines.append(f"Kosten die wij dragen: hooguit {amounts.euros(decision.cents)}")
    return lines


def _counted(decision: Decision) -> list[BallotVersion]:
    """The ballots that were counted, as they stood at the decision."""
    rows = BallotVersion.objects.filter(ballot__case=decision.case, at__lte=decision.at).select_related("ballot")
    last = rows.order_by("ballot_id", "-number").distinct("ballot_id")
    return [row for row in last if decision.votes.get(row.ballot.seat) == row.choice]


def _reasons(decision: Decision, versions: list[BallotVersion]) -> list[str]:
    """The motivations of who found what was decided, without names; else the reason to deviate."""
    agreeing = [row.motivation.strip() for row in versions if row.choice == decision.outcome]
    reasons = list(dict.fromkeys(agreeing))
    return [decision.deviation, *reasons] if decision.deviation else reasons or ["Het kernteam besprak uw aanvraag."]


def _criteria(versions: list[BallotVersion]) -> list[str]:
    """Each criterion with what most seats found, and why."""
    lines = []
    for position, line in enumerate(versions[0].judgements if versions else ()):
        found = [row.judgements[position] for row in versions if position < len(row.judgements)]
        verdict = Counter(one["verdict"] for one in found).most_common(1)[0][0]
        reasons = dict.fromkeys(one["why"].rstrip(".") for one in found if one["why"] and one["verdict"] == verdict)
        said = f". {'. '.join(reasons)}." if reasons else "."
        lines.append(f"**{line['title']}**: {_MARKS[Verdict(verdict)]}{said}")
    return lines


def _listed(lines) -> str:
    return "\n".join(f"- {line}" for line in lines)


def edit(letter: Letter, text: str, *, shown_at: datetime, by, at: datetime) -> None:
    """Keep the text of a letter that was not sent. ``shown_at``: when the text that was edited had been written.

    Raises ``StaleState`` when it was sent or changed meanwhile, ``ValidationError`` when it is empty.
    """
    _require_editor(letter, by)
    if not text.strip():
        raise ValidationError("De brief is leeg. Schrijf een tekst, of begin opnieuw met het voorstel.")
    mine = Letter.objects.filter(pk=letter.pk, sent_at__isnull=True, edited_at=shown_at)
    if not mine.update(text=text.strip(), edited_at=at, edited_by=by):
        raise StaleState
    letter.text, letter.edited_at, letter.edited_by = text.strip(), at, by


def send(letter: Letter, *, by, at: datetime) -> bool:
    """To contact and applicants, as mail with a link to the page and the PDF; False when it was sent before."""
    _require_editor(letter, by)
    with transaction.atomic():
        if not Letter.objects.filter(pk=letter.pk, sent_at__isnull=True).update(sent_at=at, sent_by=by):
            return False
        letter.refresh_from_db()
        notifications.decided(letter.decision, letter.text, at=at)
    return True


def _require_editor(letter: Letter, user) -> None:
    case = letter.decision.case
    asking = {case.contact_id, *case.applicants.values_list("person", flat=True)}
    if not edits_letters(user) or user.pk in asking:
        raise PermissionDenied("De brief is voor de servicedesk en de coördinator.")


def of_asker(case: Case) -> Letter | None:
    """The letter as the asker may read it: once it was sent."""
    rows = Letter.objects.filter(decision__case=case, sent_at__isnull=False)
    return rows.select_related("decision__case__contact").first()


def blocks(text: str) -> list[tuple[str, str]]:
    """The letter as (kind, text) for paper: ``heading``, ``item`` or ``paragraph``; marks for bold and italics go."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        plain = line.replace("**", "").replace("*", "").strip()
        if not plain:
            found.append(("", ""))
        elif plain.startswith("#"):
            found.append(("heading", plain.lstrip("# ")))
        elif plain.startswith("- "):
            found.append(("item", plain[2:]))
        elif found and found[-1][0] == "paragraph":
            found[-1] = ("paragraph", f"{found[-1][1]} {plain}")
        else:
            found.append(("paragraph", plain))
    return [block for block in found if block[0]]


def as_pdf(letter: Letter) -> bytes:
    """The letter on paper, tagged for who does not see it."""
    case, day = letter.decision.case, local_date(letter.sent_at or letter.edited_at)
    return pdf.build(
        TEMPLATE,
        {
            "title": f"Besluit over {case.reference}",
            "portal": settings.PORTAL_NAME,
            "reference": case.reference,
            "to": str(case.contact or ""),
            "organisation": case.organisation.name if case.organisation else "",
            "blocks": blocks(letter.text),
            "day": date_format(day, "j F Y"),
            "date": [day.year, day.month, day.day],
            "address": f"{settings.SITE_URL}{letter.get_absolute_url()}",
        },
    )
