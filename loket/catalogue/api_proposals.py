"""Contributions that a partner's system brings: proposals for the editors, never published by themselves."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from loket.accounts.models import Organisation
from loket.api import paging
from loket.api.endpoints import PAGED, Operation, route
from loket.api.enums import Scope
from loket.api.problems import Problem
from loket.api.serializers import SelfSerializer, page_of
from loket.api.writing import KEY_PARAMETER, PartnerEndpoint, Written, run
from loket.catalogue import api_content, offering, workflow
from loket.catalogue.enums import RevisionState
from loket.catalogue.models import Entry, Revision

_TAG = "Voorstellen van partners"
_REFUSALS = (401, 403, 404)
_WRITES = (*_REFUSALS, 409, 413, 415, 422)


class EntryProposalAnswerSerializer(serializers.Serializer):
    """Where a proposal stands. ``state`` *unchanged*: it stands in the catalogue just like this."""

    external_id = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.ChoiceField([*RevisionState.values, "unchanged"])
    state_label = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    remarks = serializers.ListField(child=serializers.CharField())
    url = serializers.URLField()
    links = SelfSerializer()


def shown(entry: Entry, revision: Revision | None, remarks: list[str]) -> dict:
    address = paging.own_address("api_entry_proposal", entry.external_id)
    base = {"external_id": entry.external_id, "links": {"self": address}, "remarks": remarks}
    if revision is None:
        url = paging.absolute(entry.get_absolute_url())
        told = {"state": "unchanged", "state_label": "staat al zo in de catalogus", "url": url}
        moments = dict.fromkeys(("submitted_at", "due_on", "decided_at"))
        return base | told | moments | {"title": entry.title, "kind": entry.kind}
    return base | {
        "title": revision.title,
        "kind": revision.kind,
        "state": revision.state,
        "state_label": revision.get_state_display(),
        "submitted_at": revision.submitted_at,
        "due_on": revision.due_on,
        "decided_at": revision.decided_at,
        "url": paging.absolute(revision.get_absolute_url()),
    }


def _brought_by(organisation: Organisation) -> QuerySet[Revision]:
    """What the editors were handed about entries of this organisation: a draft is its author's alone."""
    submitted = Revision.objects.filter(entry__organisation=organisation, submitted_at__isnull=False)
    return submitted.select_related("entry").prefetch_related("comments")


def _remarks(revision: Revision) -> list[str]:
    """What the editors said and is not dealt with."""
    return [row.text for row in revision.comments.all() if not row.is_resolved]


class EntryProposals(PartnerEndpoint):
    scope = Scope.ENTRIES
    parameters = PAGED
    headers = (KEY_PARAMETER,)
    operations = {
        "get": Operation(
            "listEntryProposals",
            "Uw voorstellen voor bijdragen",
            "Wat uw organisatie aan de redactie heeft voorgelegd, het nieuwste eerst.",
            _TAG,
            page_of(EntryProposalAnswerSerializer),
            (*_REFUSALS, 410),
        ),
        "post": Operation(
            "offerEntry",
            "Een bijdrage of training voorstellen",
            "Nieuw, of een wijziging van wat onder uw kenmerk al bestaat. De redactie oordeelt. Hetzelfde nog eens "
            "sturen verandert niets.",
            _TAG,
            EntryProposalAnswerSerializer,
            _WRITES,
            asks=api_content.EntryProposalSerializer,
            given=201,
            also=(200,),
        ),
    }

    def get(self, request: Request) -> Response:
        asked = self.asked(request)
        page = paging.cut(request._request, _brought_by(request.auth.organisation), asked, ("-id",))
        results = [shown(row.entry, row, _remarks(row)) for row in page.rows]
        body = {"results": results, "page_size": asked[paging.SIZE.name], "links": page.links}
        return Response(body, headers={"Link": paging.link_header(page.links)})

    def post(self, request: Request) -> Response:
        self.asked(request)
        data = request.data

        def act() -> Written:
            external_id, content = api_content.read(data)
            content["organisation"] = request.auth.organisation.name
            offered = _offered(external_id, content, by=request.user)
            answer = shown(offered.entry, offered.revision, [])
            status = 201 if offered.is_new else 200
            return Written(status, answer, f"entry:{external_id}", answer["links"]["self"])

        return run(request, act)


def _offered(external_id: str, content: dict, *, by) -> offering.Offered:
    try:
        return offering.offer(external_id, content, by=by, at=timezone.now())
    except workflow.ProposalRunning as error:
        raise Problem(409, str(error)) from error


class OneEntryProposal(PartnerEndpoint):
    scope = Scope.ENTRIES
    headers = (KEY_PARAMETER,)
    operations = {
        "get": Operation(
            "getEntryProposal",
            "Eén voorstel",
            "Hoe het met het laatste voorstel onder dit kenmerk staat.",
            _TAG,
            EntryProposalAnswerSerializer,
            _REFUSALS,
        ),
        "delete": Operation(
            "withdrawEntryProposal",
            "Een voorstel intrekken",
            "Kan zolang de redactie nog niet heeft besloten.",
            _TAG,
            None,
            (*_REFUSALS, 409),
            given=204,
        ),
    }

    def get(self, request: Request, external_id: str) -> Response:
        self.asked(request)
        revision = self._latest(request, external_id)
        return Response(shown(revision.entry, revision, _remarks(revision)))

    def delete(self, request: Request, external_id: str) -> Response:
        self.asked(request)
        revision = self._latest(request, external_id)

        def act() -> Written:
            if revision.author_id != request.user.pk:
                raise PermissionDenied("Dit voorstel is van een collega. Alleen die kan het intrekken.")
            workflow.withdraw(revision, by=request.user, at=timezone.now())
            return Written(204, {}, f"entry:{external_id}")

        return run(request, act)

    def _latest(self, request: Request, external_id: str) -> Revision:
        own = _brought_by(request.auth.organisation).order_by("-pk")
        found = own.filter(entry__external_id=external_id.replace("\x00", "")).first()
        if found is None:
            raise Http404
        return found


urlpatterns = [
    route("entry-proposals", EntryProposals, "api_entry_proposals"),
    route("entry-proposals/<str:external_id>", OneEntryProposal, "api_entry_proposal"),
]
