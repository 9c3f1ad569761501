"""Addresses that a partner's system writes to: with a token, within its limits, each call written down.

The same ``Idempotency-Key`` gives the first answer again, so a system that did not hear an answer can ask once more.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from loket.api import authentication
from loket.api.endpoints import Endpoint
from loket.api.models import Call, Token
from loket.api.naming import camel, with_keys
from loket.api.problems import Fault, Problem
from loket.core.workflow import StaleState

KEY_HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,120}")
_NO_KEY = "Een Idempotency-Key heeft 1 tot 120 zichtbare tekens."
KEY_PARAMETER = OpenApiParameter(
    KEY_HEADER,
    {"type": "string", "maxLength": 120, "pattern": "^[!-~]{1,120}$"},
    OpenApiParameter.HEADER,
    description="Een sleutel die u zelf kiest. Dezelfde sleutel geeft hetzelfde antwoord en doet niets nog eens.",
)


@dataclass(frozen=True)
class Written:
    """What a call came to: the status, the answer, what it was about, and the address of what was made."""

    status: int
    answer: dict
    subject: str
    location: str = ""


class PartnerEndpoint(Endpoint):
    """``scope`` is what a token must be for. Nothing here is kept by a cache."""

    authentication_classes = (authentication.TokenAuthentication,)
    scope = ""

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        authentication.require_within_limit(request.auth)
        authentication.require_scope(request.auth, self.scope)

    def finalize_response(self, request: Request, response, *args, **kwargs):
        found = super().finalize_response(request, response, *args, **kwargs)
        found["Cache-Control"] = "no-store"
        return found


def checked(serializer: type[serializers.Serializer], data: dict) -> dict:
    """What was sent, held against what is asked. Raises ``Problem`` (422) that names every field that is wrong."""
    wanted = serializer(data=data)
    unknown = [
        Fault("body", camel(key), "unknown", "Dit veld kennen wij niet.") for key in data if key not in wanted.fields
    ]
    wanted.is_valid()
    faults = unknown + list(_faults_in(wanted.errors, ""))
    if faults:
        raise refused(faults)
    return dict(wanted.validated_data)


def refused(faults: list[Fault]) -> Problem:
    return Problem(422, "Verbeter de velden die in errors staan.", faults=faults)


def _faults_in(errors, path: str):
    if isinstance(errors, dict):
        for key, found in errors.items():
            yield from _faults_in(found, _place(path, key))
    elif isinstance(errors, list) and errors and isinstance(errors[0], dict | list):
        for number, found in enumerate(errors):
            yield from _faults_in(found, f"{path}[{number}]")
    else:
        yield from (Fault("body", path, str(getattr(each, "code", "invalid")), str(each)) for each in errors)


def _place(path: str, key: str | int) -> str:
    """The path of what is in a list (a number) or an object (a name)."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{camel(key)}" if path else camel(key)


def run(request: Request, act: Callable[[], Written]) -> Response:
    """Do it and write the call down, in one transaction; what was refused is written down too."""
    key = request.headers.get(KEY_HEADER, "")
    if KEY_HEADER in request.headers and not _KEY.fullmatch(key):
        raise Problem(400, _NO_KEY, faults=[Fault("header", KEY_HEADER, "invalid", _NO_KEY)])
    fingerprint = _fingerprint(request)
    try:
        with transaction.atomic():
            call = _begun(request, key, fingerprint)
            outcome = _done(call, act)
    except IntegrityError:
        if not key:
            raise
        return _again(request.auth, key, fingerprint)
    if isinstance(outcome, Problem):
        raise outcome
    return _response(outcome.status, outcome.answer, outcome.location)


def _begun(request: Request, key: str, fingerprint: str) -> Call:
    """The row of the call; a second one with the same key waits here until the first is done."""
    token = request.auth
    return Call.objects.create(
        organisation=token.organisation,
        token=token,
        person=token.person,
        at=timezone.now(),
        method=request.method,
        path=request.path[:300],
        idempotency_key=key,
        fingerprint=fingerprint,
    )


def _done(call: Call, act: Callable[[], Written]) -> Written | Problem:
    try:
        with transaction.atomic():
            outcome = act()
    except Problem as problem:
        # The key stays free, so that what was mended can be sent with it.
        Call.objects.filter(pk=call.pk).update(status=problem.status_code, idempotency_key="")
        return problem
    except ValidationError as error:
        Call.objects.filter(pk=call.pk).update(status=422, idempotency_key="")
        return refused(list(_faults_of(error)))
    except PermissionDenied as error:
        Call.objects.filter(pk=call.pk).update(status=403, idempotency_key="")
        return Problem(403, str(error))
    except StaleState as error:
        Call.objects.filter(pk=call.pk).update(status=409, idempotency_key="")
        return Problem(409, str(error))
    kept = outcome.answer | ({"location": outcome.location} if outcome.location else {})
    answer = json.loads(json.dumps(kept, cls=DjangoJSONEncoder))
    Call.objects.filter(pk=call.pk).update(status=outcome.status, subject=outcome.subject[:160], answer=answer)
    return outcome


def _faults_of(error: ValidationError):
    """The faults in what a form or a workflow says."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, sentences in by_field.items():
        shown = "" if name == NON_FIELD_ERRORS else camel(name)
        yield from (Fault("body", shown, "invalid", sentence) for sentence in sentences)


def _fingerprint(request: Request) -> str:
    body = request.data if request.method == "POST" else {}
    text = json.dumps([request.method, request.path, with_keys(body, camel)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _again(token: Token, key: str, fingerprint: str) -> Response:
    earlier = Call.objects.get(organisation=token.organisation_id, idempotency_key=key)
    if earlier.fingerprint != fingerprint:
        raise Problem(422, f"Deze {KEY_HEADER} is al gebruikt voor iets anders. Kies een nieuwe.")
    answer = dict(earlier.answer)
    location = answer.pop("location", "")
    return _response(earlier.status, answer, location)


def _response(status: int, answer: dict, location: str) -> Response:
    return Response(answer or None, status=status, headers={"Location": location} if location else {})
