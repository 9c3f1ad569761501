"""The open data of the portal as a catalogue for machines: DCAT-AP-NL 3.0, in JSON-LD."""

from datetime import date

from django.conf import settings
from django.urls import reverse

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FORMATS = {"jsonl": ("JSONL", "application/x-ndjson"), "csv": ("CSV", "text/csv")}
# Who brings something chooses its licence: each line names its own, whatever the owner chose for the whole.
_RIGHTS = "De licentie staat per bijdrage in het veld licence."


def description(newest: date | None) -> dict:
    """The catalogue with its one data set: the dump in two forms, and the API as a service."""
    return {
        "@context": _CONTEXT,
        "@id": _whole("dcat"),
        "@type": "dcat:Catalog",
        "dct:title": _dutch(f"Open data van {settings.PORTAL_NAME}"),
        "dct:description": _dutch("Alles wat openbaar is in het loket, om in een eigen systeem te gebruiken."),
        "dct:publisher": _publisher(),
        "dcat:contactPoint": _contact(),
        "dct:language": {"@id": f"{_AUTHORITY}/language/NLD"},
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        "foaf:homepage": {"@id": _whole("open_data")},
        "dcat:dataset": [_data_set(newest)],
        "dcat:service": [_service()],
    }


def _data_set(newest: date | None) -> dict:
    address = f"{_whole('open_data')}#bijdragen"
    found = {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _dutch("Bijdragen in de catalogus gezondheidsbevordering"),
        "dct:description": _dutch(
            "Interventies met hun erkenning, praktijkvoorbeelden, richtlijnen, trainingen en ander materiaal voor "
            "professionals in de gezondheidsbevordering."
        ),
        "dct:publisher": _publisher(),
        "dcat:contactPoint": _contact(),
        "dct:accessRights": {"@id": f"{_AUTHORITY}/access-right/PUBLIC"},
        "dct:accrualPeriodicity": {"@id": f"{_AUTHORITY}/frequency/WEEKLY"},
        "dct:language": {"@id": f"{_AUTHORITY}/language/NLD"},
        "dcat:theme": [{"@id": f"{_AUTHORITY}/data-theme/HEAL"}],
        "dcat:keyword": [_dutch(word) for word in ("gezondheidsbevordering", "preventie", "interventies")],
        "dcat:distribution": [_distribution(form) for form in _FORMATS],
    }
    if newest is not None:
        found["dct:modified"] = {"@type": "xsd:date", "@value": newest.isoformat()}
    return found


def _distribution(form: str) -> dict:
    name, media_type = _FORMATS[form]
    address = f"{settings.SITE_URL}{reverse('dump', args=[form])}"
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _dutch(f"De hele catalogus als {name}"),
        "dcat:accessURL": {"@id": _whole("open_data")},
        "dcat:downloadURL": {"@id": address},
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        "dct:rights": {"@type": "dct:RightsStatement", "dct:description": _dutch(_RIGHTS)},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
    }


def _service() -> dict:
    return {
        "@id": f"{settings.SITE_URL}/api/v1",
        "@type": "dcat:DataService",
        "dct:title": _dutch(f"API van {settings.PORTAL_NAME}"),
        "dct:publisher": _publisher(),
        "dcat:contactPoint": _contact(),
        "dcat:endpointURL": {"@id": f"{settings.SITE_URL}/api/v1"},
        "dcat:endpointDescription": {"@id": _whole("api_openapi")},
        "dct:accessRights": {"@id": f"{_AUTHORITY}/access-right/PUBLIC"},
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        "dcat:servesDataset": [{"@id": f"{_whole('open_data')}#bijdragen"}],
    }


def _publisher() -> dict:
    return {"@id": settings.SITE_URL, "@type": "foaf:Agent", "foaf:name": _dutch(settings.PORTAL_NAME)}


def _contact() -> dict:
    return {
        "@type": "vcard:Kind",
        "vcard:fn": "Servicedesk",
        "vcard:hasEmail": {"@id": f"mailto:{settings.SERVICEDESK_EMAIL}"},
    }


def _dutch(text: str) -> dict:
    return {"@language": "nl", "@value": text}


def _whole(url_name: str) -> str:
    return f"{settings.SITE_URL}{reverse(url_name)}"
