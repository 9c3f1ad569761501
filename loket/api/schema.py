"""The API in OpenAPI: what drf-spectacular makes of the declared operations, parameters and answers."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from loket.api.naming import camel
from loket.api.parameters import Parameter
from loket.api.problems import MIME, TITLES

_TYPES = {str: "string", int: "integer", bool: "boolean", date: "string", datetime: "string"}
_FORMATS = {date: "date", datetime: "date-time"}
_ALWAYS = (400, 405, 406, 429, 500)
_ALLOW = {"description": "De methoden die hier wel kunnen.", "schema": {"type": "string"}}
_SUCCESS_HEADERS = {
    "API-Version": {"description": "De versie van deze API.", "schema": {"type": "string"}},
    "ETag": {"description": "Verandert met de inhoud; geef hem terug in If-None-Match.", "schema": {"type": "string"}},
}
_LINK = {"description": "Dezelfde links als in `links` (RFC 8288).", "schema": {"type": "string"}}


class FaultSerializer(serializers.Serializer):
    """One thing that is wrong."""

    in_ = serializers.ChoiceField(["query", "body"])
    name = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()

    def get_fields(self) -> dict:
        found = super().get_fields()
        return {name.rstrip("_"): field for name, field in found.items()}


class ProblemSerializer(serializers.Serializer):
    """What is answered when something cannot be done (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = FaultSerializer(many=True, required=False)


class OperationSchema(AutoSchema):
    """Reads what a view declares; nothing is guessed from the code."""

    @property
    def _operation(self):
        return self.view.operations[self.method.lower()]

    def get_operation_id(self) -> str:
        return self._operation.name

    def get_tags(self) -> list[str]:
        return [self._operation.tag]

    def get_summary(self) -> str:
        return self._operation.summary

    def get_description(self) -> str:
        return self._operation.description

    def get_override_parameters(self) -> list[OpenApiParameter]:
        if self.method == "GET":
            return [_described(parameter) for parameter in self.view.parameters]
        return list(self.view.headers)

    def get_request_serializer(self) -> Any:
        return self._operation.asks

    def get_response_serializers(self) -> dict:
        operation = self._operation
        done = OpenApiResponse(operation.answer, "Gelukt.")
        answers = {(status, "application/json"): done for status in (operation.given, *operation.also)}
        if operation.answer is None:
            answers = {operation.given: OpenApiResponse(description="Gelukt.")}
        for status in sorted({*_ALWAYS, *operation.statuses}):
            answers[status, MIME] = OpenApiResponse(ProblemSerializer, TITLES[status])
        return answers


def _described(parameter: Parameter) -> OpenApiParameter:
    schema = {"type": _TYPES[parameter.kind]}
    if parameter.kind in _FORMATS:
        schema["format"] = _FORMATS[parameter.kind]
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    elif parameter.kind is str:
        schema["maxLength"] = parameter.longest
    if parameter.kind is int:
        schema |= {"minimum": parameter.minimum or 0, "maximum": parameter.maximum or 10**9}
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.many:
        schema = {"type": "array", "items": schema, "maxItems": 50}
    return OpenApiParameter(parameter.name, schema, OpenApiParameter.QUERY, description=parameter.description)


def finish(result: dict, **options) -> dict:
    """Postprocessing: camelCase keys, headers of answers, and 304 beside what can be read."""
    for methods in result["paths"].values():
        for method, operation in methods.items():
            _finish_operation(method, operation)
    for component in result["components"].get("schemas", {}).values():
        _camelize(component)
    return result


def _finish_operation(method: str, operation: dict) -> None:
    given = operation.get("parameters", ())
    for parameter in given:
        if parameter["in"] == "path" and parameter["schema"].get("type") == "string":
            parameter["schema"].setdefault("minLength", 1)
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            is_paged = any(parameter["name"] == "cursor" for parameter in given)
            answer["headers"] = _SUCCESS_HEADERS | ({"Link": _LINK} if is_paged else {})
        elif status == "405":
            answer["headers"] = {"Allow": _ALLOW}
    if method == "get":
        operation["responses"]["304"] = {"description": "Er is niets veranderd sinds de ETag in If-None-Match."}


def _camelize(schema: dict) -> None:
    if "properties" in schema:
        schema["properties"] = {camel(name): found for name, found in schema["properties"].items()}
        for found in schema["properties"].values():
            _camelize(found)
    if "required" in schema:
        schema["required"] = [camel(name) for name in schema["required"]]
    if isinstance(schema.get("items"), dict):
        _camelize(schema["items"])


@lru_cache(maxsize=1)
def document() -> dict:
    """The whole description; it follows from the code, so it is made once in a process."""
    return SchemaGenerator().get_schema(request=None, public=True)
