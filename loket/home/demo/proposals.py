"""Invented contributions in every state of moderation, played through the real functions."""

from datetime import datetime, timedelta

from loket.accounts.models import User
from loket.catalogue import content as contents
from loket.catalogue import workflow
from loket.catalogue.models import Revision

_INVENTED = "Verzonnen voorbeeld voor de demo."


def _practice(title: str, summary: str, aanpak: str, **changes) -> dict:
    made = contents.empty("praktijkvoorbeeld") | {
        "title": title,
        "summary": summary,
        "themes": ["bewegen"],
        "settings": ["wijk"],
        "sectors": ["ggd"],
        "organisation": "GGD Voorbeeldregio (verzonnen)",
        "source": _INVENTED,
        "year": 2026,
        "fields": {"aanpak": aanpak, "partijen": "De GGD, het buurthuis en de beweegcoach."},
    }
    return made | changes


WALKING = _practice(
    "Wandelgroep in een verzonnen wijk",
    "Buurtbewoners wandelen elke week samen. Een beweegcoach helpt hen op weg.",
    "Elke dinsdag vertrekt een groep vanaf het buurthuis. De coach loopt de eerste tien weken mee.",
)
COOKING = _practice(
    "Samen koken met jonge ouders (verzonnen)",
    "Ouders koken samen gezonde maaltijden die weinig kosten.",
    "Zes avonden koken in de keuken van het buurthuis, met een diëtist erbij.",
    themes=["voeding"],
    target_groups=["ouders"],
)
SCHOOLYARD = _practice(
    "Rookvrij schoolplein, een verzonnen verslag",
    "Hoe een verzonnen school in een half jaar rookvrij werd.",
    "De leerlingenraad, de conciërge en de GGD maakten samen afspraken.",
    themes=["roken"],
    settings=["school-vo"],
)
LONELY = _practice(
    "Koffie aan de keukentafel (verzonnen)",
    "Vrijwilligers gaan langs bij ouderen die zich alleen voelen.",
    "Een vrijwilliger komt zes keer op bezoek en zoekt samen naar iets om bij aan te sluiten.",
    themes=["eenzaamheid"],
    target_groups=["ouderen"],
)
ADVERT = _practice(
    "Reclame voor een sportschool (verzonnen)",
    "Een aanbieding van een sportschool.",
    "Kom sporten met korting.",
)
PLANNED = _practice(
    "Beweegweek in een verzonnen gemeente",
    "Een week lang beweegt de hele gemeente mee.",
    "Scholen, sportclubs en bedrijven doen elk een dag.",
)


def _begin(content: dict, *, by: User, at: datetime) -> Revision:
    revision = workflow.start(content["kind"], by=by, at=at, title=content["title"])
    workflow.save(revision, content, by=by, at=at)
    return revision


def play(author: User, editor: User, *, at: datetime) -> int:
    """A draft, one waiting, one late, one with changes asked, one refused and one planned. Returns how many."""
    days = timedelta(days=1)
    _begin(WALKING, by=author, at=at - days)

    waiting = _begin(COOKING, by=author, at=at - 4 * days)
    workflow.submit(waiting, by=author, at=at - 3 * days, remark="Ik hoor graag of de foto's erbij mogen.")

    late = _begin(SCHOOLYARD, by=author, at=at - 40 * days)
    workflow.submit(late, by=author, at=at - 30 * days)

    asked = _begin(LONELY, by=author, at=at - 9 * days)
    workflow.submit(asked, by=author, at=at - 8 * days)
    workflow.take(asked, by=editor, assignee=editor)
    workflow.comment(
        asked, field="fields.aanpak", text="Kunt u vertellen hoe u de ouderen vindt?", by=editor, at=at - 6 * days
    )
    workflow.ask_changes(
        asked, by=editor, at=at - 6 * days, note="Mooi voorbeeld. Er mist nog één ding, zie de opmerking."
    )

    refused = _begin(ADVERT, by=author, at=at - 15 * days)
    workflow.submit(refused, by=author, at=at - 14 * days)
    workflow.refuse(
        refused,
        by=editor,
        at=at - 12 * days,
        note="Dit is reclame. In de catalogus staan alleen aanpakken voor anderen.",
    )

    planned = _begin(PLANNED, by=author, at=at - 7 * days)
    workflow.submit(planned, by=author, at=at - 6 * days)
    workflow.schedule(planned, by=editor, at=at - 5 * days, publish_at=at + 14 * days)
    return 6
