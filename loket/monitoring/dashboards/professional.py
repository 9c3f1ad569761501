"""What a professional sees of oneself: what one brought, what others had of it, points and the *leerregister*."""

from datetime import timedelta

from loket.catalogue import findable
from loket.catalogue import reports as catalogue_reports
from loket.catalogue.experiences import reports as experience_reports
from loket.catalogue.points import ledger
from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import local_date
from loket.monitoring import figures, links
from loket.monitoring.blocks import Block, Number, Numbers, Table
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked, Panel
from network.events import certificates
from servicedesk import reports as desk_reports

YEAR = timedelta(days=365)
SHOWN = 5
_PLACES = (Place.PROFESSIONAL,)


def brought(asked: Asked) -> Block | None:
    """One's own entries and experiences, and what colleagues had of them in a year."""
    if asked.user is None:
        return None
    found = catalogue_reports.brought_by(asked.user, local_date(asked.at) - YEAR)
    shared, useful = experience_reports.shared_by(asked.user)
    referred = desk_reports.referred_to(findable.SUBJECT_TYPE, found.entries)
    year, as_of = "in de laatste twaalf maanden", figures.now(asked)
    items = [
        Number("Uw ingangen", number(len(found.entries)), url=links.to(asked, "my_loket"), as_of=as_of),
        Number("Door anderen bekeken", number(found.views), note=year, as_of=as_of),
        Number("Door anderen gedownload", number(found.downloads), note=year, as_of=as_of),
        Number("Vragers hierheen verwezen", number(referred), as_of=as_of),
        Number("Uw ervaringen", number(shared), as_of=as_of),
        Number("Nuttig gevonden", number(useful), note="uw ervaringen, door collega's", as_of=as_of),
    ]
    return Numbers(title="Wat u bracht en wat anderen eraan hadden", items=items)


def points(asked: Asked) -> Block | None:
    if asked.user is None:
        return None
    balance = Number("Uw punten", number(ledger.balance_of(asked.user)), url=links.to(asked, "own_points"))
    return Numbers(title="Punten", items=[balance])


def register(asked: Asked) -> Block | None:
    """What this person learned, newest first."""
    if asked.user is None:
        return None
    rows = certificates.register_rows(asked.user)
    return Table(
        title="Uw leerregister",
        url=links.to(asked, "learning_register"),
        url_label=f"Alle {len(rows)} bijeenkomsten" if len(rows) > SHOWN else "Naar het leerregister",
        headings=("Bijeenkomst", "Dag", "Uren"),
        rows=[[str(row["registration"].event.title), long_date(row["day"]), row["hours"]] for row in rows[:SHOWN]],
        numeric=[2],
        links=[row["registration"].event.get_absolute_url() for row in rows[:SHOWN]],
        empty="U bent nog niet bij een bijeenkomst geweest.",
    )


PANELS = (
    Panel("gebracht", _PLACES, 10, brought),
    Panel("punten", _PLACES, 20, points),
    Panel("leerregister", _PLACES, 30, register),
)
