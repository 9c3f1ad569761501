"""The year of campaigns, fetched in one place; read-only."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.text import capfirst

from loket.vocabulary import lookup
from network.campaigns.models import Campaign


@dataclass(frozen=True)
class Row:
    """A campaign in the year: its months are ``cells`` of twelve, each "", "plan" or "run"."""

    campaign: Campaign
    cells: tuple[str, ...]
    themes: str
    is_over: bool


def year_page(year: int, theme: str, *, today: date) -> dict:
    campaigns = Campaign.objects.in_year(year).about(theme).select_related("toolkit")
    rows = [_row(campaign, year, today) for campaign in campaigns]
    return {
        "year": year,
        "theme": theme,
        "themes": lookup.choices("theme"),
        "can_follow": lookup.term("theme", theme) is not None,
        "months": [(capfirst(str(MONTHS[number])), capfirst(str(MONTHS_3[number]))) for number in range(1, 13)],
        "rows": rows,
        "to_plan": Campaign.objects.to_plan(today).about(theme),
    }


def _row(campaign: Campaign, year: int, today: date) -> Row:
    return Row(
        campaign,
        tuple(_cell(campaign, year, month) for month in range(1, 13)),
        ", ".join(lookup.label("theme", code) for code in campaign.themes),
        campaign.ends_on < today,
    )


def _cell(campaign: Campaign, year: int, month: int) -> str:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if campaign.starts_on <= last and campaign.ends_on >= first:
        return "run"
    return "plan" if campaign.plan_from <= last and campaign.starts_on > last else ""


def coming(today: date, count: int) -> list[dict]:
    """What runs now or comes first, for another page: campaign, its period and whether to begin planning. One query."""
    found = Campaign.objects.filter(ends_on__gte=today).order_by("starts_on", "pk")[:count]
    return [{"campaign": row, "period": period(row), "word": _word(row, today)} for row in found]


def _word(campaign: Campaign, today: date) -> str:
    if campaign.starts_on <= today:
        return "Loopt nu"
    return "Begin nu met plannen" if campaign.plan_from <= today else ""


def themes_to_follow(campaign: Campaign) -> list[tuple[str, str]]:
    """(code, label) of its themes that one can follow."""
    return [(code, lookup.label("theme", code)) for code in campaign.themes if lookup.term("theme", code)]


def period(campaign: Campaign) -> str:
    """The days in words; the last day belongs to it."""
    if campaign.starts_on == campaign.ends_on:
        return date_format(campaign.starts_on, "j F Y")
    same_month = (campaign.starts_on.year, campaign.starts_on.month) == (campaign.ends_on.year, campaign.ends_on.month)
    first = date_format(campaign.starts_on, "j" if same_month else "j F")
    return f"{first} tot en met {date_format(campaign.ends_on, 'j F Y')}"
