"""An entry as schema.org has it, on its page."""

from django.conf import settings

from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.core import structured
from loket.vocabulary import lookup

_TYPES = {
    Kind.TRAINING: "Course",
    Kind.PUBLICATION: "CreativeWork",
    Kind.MATERIAL: "LearningResource",
    Kind.TOOLKIT: "LearningResource",
    Kind.MANUAL: "LearningResource",
}
_LICENCES = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc-by": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc-by-nc": "https://creativecommons.org/licenses/by-nc/4.0/",
}


def panel(entry: Entry, user) -> dict | None:
    """Only of what is public; without a query."""
    if not entry.is_published:
        return None
    content = entry.content
    name = content.get("organisation", "")
    address = f"{settings.SITE_URL}{entry.get_absolute_url()}"
    return {
        "script": structured.script(
            {
                "@type": _TYPES.get(entry.kind, "CreativeWork"),
                "@id": address,
                "url": address,
                "name": entry.title,
                "description": entry.summary,
                "identifier": entry.external_id,
                "inLanguage": content.get("language") or "nl",
                "datePublished": entry.published_at.isoformat(),
                "dateModified": entry.changed_at.isoformat(),
                "keywords": [lookup.label("theme", code) for code in content.get("themes", [])],
                "license": _LICENCES.get(content.get("licence", ""), ""),
                "provider": {"@type": "Organization", "name": name} if name else None,
            }
        )
    }
