"""A proposal for a meeting or a learning network out of a group: what is filled in already, and what it could join."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms

from loket.core.working_days import add_months, local_date
from loket.vocabulary import lookup
from network.events import forms as event_forms
from network.events import pages as event_pages
from network.learning import forms as network_forms
from network.learning import pages as network_pages
from servicedesk.collective import settling
from servicedesk.collective.enums import Way
from servicedesk.collective.models import Group

LONGEST = 400


@dataclass(frozen=True)
class Proposing:
    """``form(data, user, known)`` makes the form of the proposal, ``similar(user, known)`` gives what it could join."""

    label: str
    form: Callable[..., forms.ModelForm]
    similar: Callable[..., list]
    propose: Callable[..., object]


@dataclass(frozen=True)
class Known:
    """What the questions of a group say of a proposal."""

    name: str
    summary: str
    themes: list[str]
    areas: list[str]
    at: datetime

    @property
    def area_names(self) -> str:
        return ", ".join(lookup.area_label(code) for code in self.areas)


def known(group: Group, *, at: datetime) -> Known:
    """Themes and areas of its questions, those of most first; a first text to write on from."""
    questions = [row.question for row in group.members.inside().select_related("question")]
    themes, areas = (_common(column, questions) for column in ("themes", "areas"))
    summary = f"{len(questions)} professionals stelden de servicedesk dezelfde vraag. Samen zoeken wij het antwoord."
    return Known(group.name, summary, themes, areas, at)


def _common(column: str, questions: list) -> list[str]:
    counts: dict[str, int] = {}
    for code in (code for question in questions for code in getattr(question, column)):
        counts[code] = counts.get(code, 0) + 1
    return sorted(counts, key=lambda code: (-counts[code], code))[:10]


def _event_form(data, user, known: Known) -> forms.ModelForm:
    told = {"title": known.name, "summary": known.summary, "themes": known.themes, "areas": known.area_names}
    return event_forms.ProposalForm(data, initial=told)


def _events(user, known: Known) -> list[dict]:
    found = event_pages.could_join(themes=known.themes, areas=known.areas, around=None)
    return [{"pk": row.pk, "title": row.title, "url": row.get_absolute_url(), "reason": row.reason} for row in found]


def _network_form(data, user, known: Known) -> forms.ModelForm:
    today = local_date(known.at)
    told = {"name": known.name, "purpose": known.summary, "themes": known.themes, "areas": known.area_names}
    return network_forms.ProposalForm(
        data, initial=told | {"starts_on": today, "ends_on": add_months(today, 12)}, user=user
    )


def _networks(user, known: Known) -> list[dict]:
    found = network_pages.could_join(user, themes=known.themes, areas=known.areas)
    return [{"pk": row.pk, "title": row.name, "url": row.get_absolute_url(), "reason": row.reason} for row in found]


BY_WAY = {
    Way.EVENT: Proposing("Bijeenkomst voorstellen", _event_form, _events, settling.propose_event),
    Way.NETWORK: Proposing("Lerend netwerk voorstellen", _network_form, _networks, settling.propose_network),
}


def looked_at(similar: list[dict], typed) -> list[dict]:
    """What it could have joined, with why not as it was filled in."""
    return [
        {
            "title": row["title"],
            "url": row["url"],
            "why_not": typed.get(f"why_not_{row['pk']}", "").replace("\x00", "")[:LONGEST],
        }
        for row in similar
    ]
