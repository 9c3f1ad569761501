"""A year of campaigns: invented, and named so."""

from datetime import date, datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue.models import Entry
from loket.core.working_days import local_date
from network.campaigns import workflow
from network.campaigns.models import Campaign

# Name, themes, first day and number of days, weeks of planning, what it is.
YEAR = (
    ("Januari zonder drank", ("alcohol",), (1, 1), 31, 10, "Een maand zonder alcohol, met elke week een tip."),
    ("Week van de slaap", ("slaap",), (3, 8), 7, 8, "Scholen en werkgevers praten over slapen."),
    ("Samen in beweging", ("bewegen",), (4, 12), 21, 12, "Drie weken lang elke dag een half uur naar buiten."),
    ("Rookvrije start", ("roken", "zwangerschap"), (5, 24), 14, 10, "Voor wie zwanger is of wil worden."),
    ("Zomer zonder zonnebrand", ("leefstijl",), (6, 14), 60, 9, "Schaduw, kleding en smeren op het schoolplein."),
    ("Gezonde kantine", ("voeding", "overgewicht"), (9, 6), 12, 12, "Sportclubs zetten water en fruit vooraan."),
    ("Week tegen alleen zijn", ("eenzaamheid",), (9, 27), 7, 12, "Buren nodigen elkaar uit aan tafel."),
    ("Stevig op de been", ("valpreventie",), (10, 4), 7, 12, "Testen of u stevig staat, in de bibliotheek of thuis."),
    ("Een maand niet roken", ("roken",), (10, 1), 31, 14, "Samen stoppen, met elke dag steun."),
    ("Ken uw suiker", ("diabetes",), (11, 9), 14, 8, "De risicotest bij apotheek en wijkcentrum."),
    (
        "Donkere dagen",
        ("depressie", "mentale-gezondheid"),
        (11, 22),
        21,
        8,
        "Praten over somberheid, thuis en op het werk.",
    ),
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty calendar with this year and the next."""
    if Campaign.objects.exists():
        return
    editor = User.objects.get(email=address(Role.REDACTIE))
    toolkits = list(Entry.objects.published().filter(kind="toolkit").order_by("external_id"))
    this_year = local_date(at).year
    for year in (this_year, this_year + 1):
        for number, (title, themes, (month, day), days, weeks, summary) in enumerate(YEAR):
            starts_on = date(year, month, day)
            campaign = Campaign(
                title=f"{title} {year} (voorbeeld)",
                summary=summary,
                lead="Landelijk instituut (voorbeeld)",
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=days - 1),
                plan_from=starts_on - timedelta(weeks=weeks),
                themes=list(themes),
                toolkit=toolkits[number % len(toolkits)] if toolkits and number % 3 == 0 else None,
            )
            workflow.keep(campaign, by=editor, at=at)
    say(f"{Campaign.objects.count()} campagnes in de kalender.")
