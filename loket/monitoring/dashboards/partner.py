"""The dashboard of a partner: how its own entries, trainings and events are used."""

from datetime import timedelta

from loket.catalogue.partners import pages as partner_pages
from loket.core.templatetags.formats import number
from loket.core.working_days import local_date
from loket.monitoring import figures, links
from loket.monitoring.blocks import Block, Number, Numbers, Table
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked, Panel
from network.events import reports as event_reports

YEAR = timedelta(days=365)
_PLACES = (Place.PARTNER,)


def entries(asked: Asked) -> Block | None:
    if asked.user is None or asked.user.organisation is None:
        return None
    found = partner_pages.figures(asked.user.organisation, local_date(asked.at))
    as_of = figures.now(asked)
    items = [
        Number("Ingangen in de catalogus", number(found["entries"]), as_of=as_of),
        Number("Keer bekeken", number(found["views"]), note="in de laatste twaalf maanden", as_of=as_of),
        Number("Keer gedownload", number(found["downloads"]), note="in de laatste twaalf maanden", as_of=as_of),
    ]
    return Numbers(title="Uw ingangen", items=items)


def most_used(asked: Asked) -> Block | None:
    if asked.user is None or asked.user.organisation is None:
        return None
    rows = partner_pages.most_used(asked.user.organisation, local_date(asked.at))
    return Table(
        title="Wat het meest wordt gebruikt",
        note="In de laatste twaalf maanden; opleidingen en trainingen staan erbij.",
        headings=("Ingang", "Soort", "Bekeken", "Gedownload"),
        rows=[[row["entry"].title, row["entry"].get_kind_display(), row["views"], row["downloads"]] for row in rows],
        numeric=[2, 3],
        links=[row["entry"].get_absolute_url() for row in rows],
        empty="Uw ingangen zijn nog niet bekeken. Een duidelijke titel en samenvatting helpen.",
    )


def events(asked: Asked) -> Block | None:
    if asked.user is None or asked.user.organisation is None:
        return None
    found = event_reports.of_organisation(asked.user.organisation, start=asked.at - YEAR, at=asked.at)
    as_of, url = figures.now(asked), links.to(asked, "my_events")
    items = [
        Number("Bijeenkomsten die komen", number(found.coming), url=url, as_of=as_of),
        Number("Plaatsen daarvoor bezet", number(found.registered), as_of=as_of),
        Number("Bijeenkomsten geweest", number(found.held), note="in de laatste twaalf maanden", as_of=as_of),
        Number("Aanwezigen", number(found.attended), note="in de laatste twaalf maanden", as_of=as_of),
    ]
    return Numbers(title="Uw bijeenkomsten", items=items)


PANELS = (
    Panel("eigen-ingangen", _PLACES, 10, entries),
    Panel("eigen-bijeenkomsten", _PLACES, 20, events),
    Panel("meest-gebruikt", _PLACES, 30, most_used),
)
