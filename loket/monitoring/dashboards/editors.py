"""The dashboard of the editors: how current the catalogue is, what is searched in vain, where there is little."""

from loket.catalogue import freshness
from loket.catalogue import reports as catalogue_reports
from loket.catalogue.gaps import reports as gap_reports
from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import local_date
from loket.monitoring import drawing, figures, links
from loket.monitoring.blocks import Block, Chart, Number, Numbers, Table
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked, Panel

SHOWN = 8
_PLACES = (Place.EDITORS,)


def current(asked: Asked) -> Block:
    today, as_of = local_date(asked.at), figures.now(asked)
    found = {row["label"]: row["value"] for row in catalogue_reports.overview(today)["figures"]}
    queue, past = links.to(asked, "moderation_queue"), links.to(asked, "freshness")
    late = found["Daarvan te laat"]
    items = [
        Number("Gepubliceerd", number(found["Gepubliceerd"]), url=links.to(asked, "search"), as_of=as_of),
        Number("Wacht op de redactie", number(found["Wacht op de redactie"]), url=queue, as_of=as_of),
        Number("Daarvan te laat", number(late), url=queue, as_of=as_of, tone="late" if late else "good"),
        Number("Mogelijk verouderd", number(found["Mogelijk verouderd"]), url=past, as_of=as_of),
        Number("Binnenkort controleren", number(freshness.due_soon(today).count()), url=past, as_of=as_of),
        Number("Zonder eigenaar", number(freshness.without_owner().count()), url=past, as_of=as_of),
        Number("Kapotte links", number(freshness.broken_links().count()), url=past, as_of=as_of),
    ]
    return Numbers(title="Hoe actueel is de catalogus?", items=items)


def kinds(asked: Asked) -> Chart:
    rows = catalogue_reports.overview(local_date(asked.at))["kinds"]
    return drawing.bars("Ingangen per soort", rows, what=("Soort", "Aantal"), as_of=figures.now(asked))


def little(asked: Asked) -> Table:
    """Themes × settings of which there is little and much is asked."""
    cells = gap_reports.white_cells(SHOWN)
    return Table(
        title="Waar is weinig?",
        note="Thema's en settings met weinig ingangen waar wel naar wordt gezocht.",
        url=links.to(asked, "white_spot_matrix"),
        url_label="De hele tabel",
        headings=("Thema", "Setting", "Ingangen", "Tevergeefs gezocht"),
        rows=[[cell.theme, cell.setting, cell.entries, cell.in_vain] for cell in cells],
        numeric=[2, 3],
        links=[cell.url for cell in cells] if asked.user else [],
        empty="Overal waar mensen zoeken, is genoeg te vinden.",
    )


def links_to_mend(asked: Asked) -> Table:
    rows = list(freshness.broken_links()[:SHOWN])
    entries = freshness.entries_with(rows)
    return Table(
        title="Kapotte links",
        url=links.to(asked, "freshness"),
        url_label="Alles wat nagekeken moet worden",
        headings=("Link", "Staat bij", "Gecontroleerd"),
        rows=[[row.url, _names(entries.get(row.url, [])), long_date(row.checked_at)] for row in rows],
        links=[_first(entries.get(row.url, [])) for row in rows],
        empty="Alle links werken.",
    )


def _names(entries: list) -> str:
    return ", ".join(entry.title for entry in entries)


def _first(entries: list) -> str:
    return entries[0].get_absolute_url() if entries else ""


PANELS = (
    Panel("actueel", _PLACES, 10, current),
    Panel("soorten", (*_PLACES, Place.YEARLY), 60, kinds, columns=5),
    Panel("weinig", _PLACES, 72, little),
    Panel("links", _PLACES, 80, links_to_mend, columns=8),
)
