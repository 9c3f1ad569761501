"""Shop windows, and entries of the kinds that the overviews show."""

from datetime import date

from loket.accounts.models import Organisation, User
from loket.catalogue.models import Entry
from loket.catalogue.partners import workflow
from loket.catalogue.partners.models import ShopWindow, WindowText
from tests.factories import AT, EntryFactory, UserFactory, content

TOLD = workflow.Told("Wij helpen scholen.", "Wij zijn een voorbeeld.", themes=("bewegen",), areas=("nl",))


def waiting_text(partner: User | None = None, told: workflow.Told = TOLD) -> WindowText:
    """A text that waits for the editors, of a new partner unless one is given."""
    partner = partner or UserFactory(partner=True)
    window = workflow.open_window(partner.organisation, by=partner, at=AT)
    return workflow.submit(window, told, by=partner, at=AT, seen=workflow.mark_of(workflow.base_of(window)))


def shop(organisation: Organisation | None = None, told: workflow.Told = TOLD) -> ShopWindow:
    """A public window."""
    given = {"roles": ["partner"], "organisation": organisation} if organisation else {"partner": True}
    text = waiting_text(UserFactory(**given), told)
    workflow.accept(text, by=UserFactory(editor=True), at=AT)
    return ShopWindow.objects.select_related("organisation", "current").get(pk=text.window_id)


def programme(closes_on: date | str | None, **fields) -> Entry:
    day = closes_on.isoformat() if isinstance(closes_on, date) else closes_on
    title = fields.pop("title", f"Subsidie {day}")
    told = content("programma", title=title, fields={"sluit_op": day}, **fields.pop("told", {}))
    return EntryFactory(published=True, kind="programma", title=title, content=told, **fields)


def offer(title: str = "Hulp bij een plan", organisation: Organisation | None = None, **told) -> Entry:
    kept = {name: told.pop(name) for name in ("themes", "areas") if name in told}
    filled = content("ondersteuningsaanbod", title=title, fields=told, **kept)
    kind = "ondersteuningsaanbod"
    return EntryFactory(published=True, kind=kind, title=title, content=filled, organisation=organisation)
