"""An event as schema.org has it, on its page."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from loket.core import structured
from loket.core.working_days import AMSTERDAM
from network.events.enums import EventState, Venue
from network.events.models import Event

register = template.Library()
_MODES = {
    Venue.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Venue.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Venue.BOTH: "https://schema.org/MixedEventAttendanceMode",
}


@register.simple_tag
def structured_event(event: Event) -> SafeString | str:
    """Only of what is public; the link to take part in it is not in there."""
    if not event.is_public:
        return ""
    is_off = event.state == EventState.CANCELLED
    address = f"{settings.SITE_URL}{event.get_absolute_url()}"
    return structured.script(
        {
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": event.title,
            "description": event.summary,
            "startDate": event.starts_at.astimezone(AMSTERDAM).isoformat(),
            "endDate": event.ends_at.astimezone(AMSTERDAM).isoformat(),
            "eventStatus": f"https://schema.org/{'EventCancelled' if is_off else 'EventScheduled'}",
            "eventAttendanceMode": _MODES.get(event.venue, ""),
            "location": _place(event, address),
            "organizer": {"@type": "Organization", "name": event.organisation.name} if event.organisation else None,
            "offers": {
                "@type": "Offer",
                "price": f"{event.price_cents / 100:.2f}",
                "priceCurrency": "EUR",
                "url": address,
            },
        }
    )


def _place(event: Event, address: str) -> dict:
    if event.venue == Venue.ONLINE:
        return {"@type": "VirtualLocation", "url": address}
    return {"@type": "Place", "name": event.location, "address": event.address or event.location}
