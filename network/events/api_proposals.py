"""Events that a partner's system proposes: judged by the desk as any other proposal."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from loket.accounts.models import Organisation
from loket.api import paging
from loket.api.endpoints import PAGED, Operation, route
from loket.api.enums import ProposalKind, Scope
from loket.api.models import ExternalReference
from loket.api.naming import camel
from loket.api.problems import Fault, Problem
from loket.api.serializers import SelfSerializer, page_of
from loket.api.writing import KEY_PARAMETER, PartnerEndpoint, Written, checked, refused, run
from loket.vocabulary import lookup
from network.events import permissions, workflow
from network.events.enums import EventState, Kind, Venue
from network.events.forms import MOST_PRICE
from network.events.models import Event

_TAG = "Voorstellen van partners"
_REFUSALS = (401, 403, 404)
_LISTS = {"themes": "theme", "levels": "level", "sectors": "sector", "competences": "competence"}
_LONGEST = timedelta(days=31)
_ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]*\Z"


def _codes(help_text: str) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, max_length=50, help_text=help_text
    )


def _text(most: int, help_text: str) -> serializers.CharField:
    return serializers.CharField(max_length=most, required=False, allow_blank=True, help_text=help_text)


class LookedAtSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=200)
    url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    why_not = serializers.CharField(max_length=500)


class EventProposalSerializer(serializers.Serializer):
    """A proposal for an event: first what it could have joined (*aanhaken*), then what it is."""

    external_id = serializers.RegexField(_ID_PATTERN, max_length=120, help_text="Uw eigen kenmerk.")
    kind = serializers.ChoiceField(Kind.choices, help_text="De soort.")
    title = serializers.CharField(max_length=160, help_text="De titel.")
    summary = serializers.CharField(max_length=400, help_text="Wat is het, en voor wie?")
    starts_at = serializers.DateTimeField(help_text="Begin, met tijdzone.")
    ends_at = serializers.DateTimeField(help_text="Einde, met tijdzone.")
    why_new = serializers.CharField(max_length=2000, help_text="Waarom past aanhaken bij iets bestaands niet?")
    looked_at = LookedAtSerializer(many=True, required=False, max_length=20, help_text="Waar u naar hebt gekeken.")
    closes_at = serializers.DateTimeField(required=False, help_text="Aanmelden tot. Zonder: tot het begin.")
    description = _text(20_000, "Toelichting in Markdown.")
    venue = serializers.ChoiceField(Venue.choices, required=False, help_text="De vorm.")
    location = _text(200, "De plaats.")
    address = _text(300, "Het adres van de plaats.")
    online_url = serializers.URLField(
        max_length=500, required=False, allow_blank=True, help_text="Link om mee te doen. Alleen deelnemers zien die."
    )
    themes = _codes("Thema's.")
    levels = _codes("Niveaus.")
    sectors = _codes("Sectoren.")
    competences = _codes("Competenties.")
    areas = _codes("Gebieden: code of naam.")
    capacity = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=100_000, help_text="Plaatsen. Zonder: geen grens."
    )
    price_cents = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_PRICE * 100, help_text="Prijs in centen."
    )
    payment = _text(400, "Wie betaalt wat.")
    accreditation = _text(200, "Accreditatie.")
    partners = _text(400, "Samen met.")
    contact = _text(200, "Afdeling of algemeen adres.")


class EventProposalAnswerSerializer(serializers.Serializer):
    """Where a proposal stands; the desk judges it, after that it is opened for registration in the portal."""

    external_id = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(Kind.values)
    state = serializers.ChoiceField(EventState.values)
    state_label = serializers.CharField()
    starts_at = serializers.DateTimeField()
    url = serializers.URLField()
    links = SelfSerializer()


def _shown(reference: ExternalReference, event: Event) -> dict:
    return {
        "external_id": reference.external_id,
        "title": event.title,
        "kind": event.kind,
        "state": event.state,
        "state_label": event.get_state_display(),
        "starts_at": event.starts_at,
        "url": paging.absolute(event.get_absolute_url()),
        "links": {"self": paging.own_address("api_event_proposal", reference.external_id)},
    }


def _read(data: dict) -> dict:
    """The columns of an event, ``looked_at`` and ``why_new``. Raises ``Problem`` (422)."""
    given = checked(EventProposalSerializer, data)
    faults = list(_unknown_terms(given))
    if given["ends_at"] - given["starts_at"] > _LONGEST:
        faults.append(Fault("body", "endsAt", "invalid", "Een bijeenkomst duurt hooguit een maand."))
    if given["starts_at"] < timezone.now():
        faults.append(Fault("body", "startsAt", "invalid", "Dit moment is al voorbij."))
    if given.get("venue") != Venue.ONLINE and not given.get("location"):
        faults.append(Fault("body", "location", "required", "Schrijf waar het is."))
    if faults:
        raise refused(faults)
    given["areas"] = list(dict.fromkeys(code for name in given.get("areas", ()) for code in lookup.resolve_area(name)))
    given.setdefault("closes_at", given["starts_at"])
    return given


def _unknown_terms(given: dict):
    for name, scheme in _LISTS.items():
        for number, code in enumerate(given.get(name, ())):
            if lookup.term(scheme, code) is None:
                yield Fault(
                    "body", f"{camel(name)}[{number}]", "unknown", f"Deze code staat niet in de lijst {scheme}."
                )
    for number, name in enumerate(given.get("areas", ())):
        if not lookup.resolve_area(name):
            yield Fault("body", f"areas[{number}]", "unknown", "Dit gebied kennen wij niet.")


def _references(organisation: Organisation) -> QuerySet[ExternalReference]:
    return ExternalReference.objects.filter(organisation=organisation, kind=ProposalKind.EVENT)


def _propose(organisation: Organisation, given: dict, *, by) -> Written:
    """A new proposal, or the one with this id when it says the same. Raises ``Problem`` (409) when it says else."""
    external_id = given.pop("external_id")
    looked_at, why_new = given.pop("looked_at", []), given.pop("why_new")
    known = _references(organisation).filter(external_id=external_id).first()
    if known is not None:
        return _same(known, given)
    try:
        with transaction.atomic():
            event = workflow.propose(given, looked_at=looked_at, why_new=why_new, by=by, at=timezone.now())
            made = ExternalReference.objects.create(
                organisation=organisation, kind=ProposalKind.EVENT, external_id=external_id, subject_id=event.pk
            )
    except IntegrityError as error:
        raise Problem(409, "Dit voorstel komt nu ook langs een andere weg binnen.") from error
    answer = _shown(made, event)
    return Written(201, answer, f"event:{external_id}", answer["links"]["self"])


def _same(known: ExternalReference, given: dict) -> Written:
    event = Event.objects.get(pk=known.subject_id)
    if any(getattr(event, name) != value for name, value in given.items()):
        raise Problem(409, "Dit kenmerk is al voorgesteld, met een andere inhoud. Wijzig de bijeenkomst in het loket.")
    return Written(200, _shown(known, event), f"event:{known.external_id}")


class EventProposals(PartnerEndpoint):
    scope = Scope.EVENTS
    parameters = PAGED
    headers = (KEY_PARAMETER,)
    operations = {
        "get": Operation(
            "listEventProposals",
            "Uw voorstellen voor bijeenkomsten",
            "Wat uw organisatie langs deze weg heeft voorgesteld, het nieuwste eerst.",
            _TAG,
            page_of(EventProposalAnswerSerializer),
            (*_REFUSALS, 410),
        ),
        "post": Operation(
            "proposeEvent",
            "Een bijeenkomst voorstellen",
            "De servicedesk oordeelt. Hetzelfde nog eens sturen verandert niets.",
            _TAG,
            EventProposalAnswerSerializer,
            (*_REFUSALS, 409, 413, 415, 422),
            asks=EventProposalSerializer,
            given=201,
            also=(200,),
        ),
    }

    def get(self, request: Request) -> Response:
        asked = self.asked(request)
        page = paging.cut(request._request, _references(request.auth.organisation), asked, ("-id",))
        events = Event.objects.in_bulk([row.subject_id for row in page.rows])
        results = [_shown(row, events[row.subject_id]) for row in page.rows if row.subject_id in events]
        body = {"results": results, "page_size": asked[paging.SIZE.name], "links": page.links}
        return Response(body, headers={"Link": paging.link_header(page.links)})

    def post(self, request: Request) -> Response:
        self.asked(request)
        data = request.data
        return run(request, lambda: _propose(request.auth.organisation, _read(data), by=request.user))


class OneEventProposal(PartnerEndpoint):
    scope = Scope.EVENTS
    headers = (KEY_PARAMETER,)
    operations = {
        "get": Operation(
            "getEventProposal",
            "Eén voorstel voor een bijeenkomst",
            "Hoe het met het voorstel staat.",
            _TAG,
            EventProposalAnswerSerializer,
            _REFUSALS,
        ),
        "delete": Operation(
            "withdrawEventProposal",
            "Een voorstel voor een bijeenkomst intrekken",
            "Kan zolang de servicedesk nog niet heeft besloten.",
            _TAG,
            None,
            (*_REFUSALS, 409),
            given=204,
        ),
    }

    def get(self, request: Request, external_id: str) -> Response:
        self.asked(request)
        return Response(_shown(*self._one(request, external_id)))

    def delete(self, request: Request, external_id: str) -> Response:
        self.asked(request)
        reference, event = self._one(request, external_id)

        def act() -> Written:
            if not permissions.can_withdraw(request.user, event):
                raise PermissionDenied("Dit voorstel is van een collega. Alleen die kan het intrekken.")
            workflow.withdraw(event, by=request.user, at=timezone.now())
            return Written(204, {}, f"event:{reference.external_id}")

        return run(request, act)

    def _one(self, request: Request, external_id: str) -> tuple[ExternalReference, Event]:
        """The proposal of the own organisation with this id, else 404."""
        own = _references(request.auth.organisation)
        reference = own.filter(external_id=external_id.replace("\x00", "")).first()
        event = Event.objects.filter(pk=reference.subject_id).first() if reference else None
        if event is None:
            raise Http404
        return reference, event


urlpatterns = [
    route("event-proposals", EventProposals, "api_event_proposals"),
    route("event-proposals/<str:external_id>", OneEventProposal, "api_event_proposal"),
]
