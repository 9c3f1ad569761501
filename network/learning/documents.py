"""Documents of a network, with their versions, or entries of the catalogue."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction

from loket.catalogue.models import Entry
from loket.core.workflow import StaleState
from network.learning import filing, permissions
from network.learning.models import Document, DocumentVersion, LearningNetwork, NetworkFile

ONLY_MEMBERS = "Alleen leden van dit netwerk plaatsen documenten, zolang het loopt."


def _require_writer(network: LearningNetwork, by) -> None:
    if not permissions.can_write(by, network):
        raise PermissionDenied(ONLY_MEMBERS)


def add(
    network: LearningNetwork, title: str, *, by, at: datetime, upload: File | None = None, url: str = ""
) -> Document:
    """A document of the members: a file, or a link to where it is kept. Raises ``ValidationError``."""
    _require_writer(network, by)
    if not title.strip():
        raise ValidationError({"title": "Geef het document een titel."})
    with transaction.atomic():
        told = {"title": title.strip()[:160], "added_by": by, "added_at": at, "changed_at": at}
        document = Document.objects.create(network=network, **told)
        _add_version(document, upload, url, note="", by=by, at=at)
    return document


def add_version(document: Document, *, by, at: datetime, upload: File | None = None, url: str = "", note: str = ""):
    """A newer version; the older ones stay to be read. Two at once get a number each."""
    _require_writer(document.network, by)
    if document.entry_id is not None or document.removed_at is not None:
        raise ValidationError("Van dit document kunt u geen nieuwe versie plaatsen.")
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=document.pk)
        version = _add_version(document, upload, url, note=note, by=by, at=at)
        Document.objects.filter(pk=document.pk).update(changed_at=at)
    return version


def _add_version(document: Document, upload: File | None, url: str, *, note: str, by, at: datetime) -> DocumentVersion:
    if (upload is None) == (not url):
        raise ValidationError({"upload": "Kies een bestand, of vul een link in. Niet allebei."})
    file: NetworkFile | None = None
    if upload is not None:
        file = filing.keep(upload, document.network, filing.new_submission(), by=by, at=at)
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    told = {"number": last + 1, "note": note.strip()[:300], "by": by, "at": at}
    return DocumentVersion.objects.create(document=document, file=file, url=url, **told)


def add_entry(network: LearningNetwork, entry: Entry, *, by, at: datetime) -> Document:
    """Put an entry of the catalogue with the documents; once."""
    _require_writer(network, by)
    told = {"title": entry.title[:160], "added_by": by, "added_at": at, "changed_at": at}
    try:
        with transaction.atomic():
            return Document.objects.create(network=network, entry=entry, **told)
    except IntegrityError as error:
        raise ValidationError({"entry": "Deze ingang staat er al bij."}) from error


def mark_yield(document: Document, *, is_yield: bool, by) -> None:
    """Whether everybody may take it along once the network is archived."""
    network = document.network
    if not (permissions.is_facilitator(by, network) and network.is_live):
        raise PermissionDenied("De begeleider kiest wat bij de oogst hoort.")
    Document.objects.filter(pk=document.pk).update(is_yield=is_yield)
    document.is_yield = is_yield


def remove(document: Document, *, by, at: datetime) -> None:
    """Out of the list; whoever added it or the facilitator can put it back."""
    _require_remover(document, by)
    if not Document.objects.kept().filter(pk=document.pk).update(removed_at=at):
        raise StaleState


def put_back(document: Document, *, by) -> None:
    _require_remover(document, by)
    if not Document.objects.filter(pk=document.pk, removed_at__isnull=False).update(removed_at=None):
        raise StaleState


def _require_remover(document: Document, by) -> None:
    network = document.network
    is_own = document.added_by_id == by.pk and permissions.can_write(by, network)
    if not (is_own or permissions.is_facilitator(by, network)):
        raise PermissionDenied("Wie het document plaatste, haalt het weg. Of de begeleider.")
