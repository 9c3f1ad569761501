"""Typed readers of the environment; a missing or unusable value stops the start with a sentence."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")


@dataclass(frozen=True)
class Variable:
    """One setting of the environment, as ``.env.example`` and ``docs/environment.md`` show it."""

    name: str
    default: str | None
    purpose: str


REGISTERED: dict[str, Variable] = {}


def _read(name: str, default: str | None, purpose: str, convert: Callable[[str], Value], kind: str) -> Value:
    REGISTERED[name] = Variable(name, default, purpose)
    raw = os.environ.get(name, "").strip() or default
    if raw is None:
        raise ImproperlyConfigured(f"De omgevingsvariabele {name} ontbreekt ({purpose}).")
    try:
        return convert(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"De omgevingsvariabele {name} is geen {kind}: {raw!r}.") from error


def text(name: str, default: str | None, purpose: str) -> str:
    return _read(name, default, purpose, str, "tekst")


def number(name: str, default: int | None, purpose: str) -> int:
    return _read(name, None if default is None else str(default), purpose, int, "geheel getal")


def items(name: str, default: str | None, purpose: str) -> list[str]:
    return _read(name, default, purpose, lambda raw: [part.strip() for part in raw.split(",") if part.strip()], "lijst")


def flag(name: str, default: bool, purpose: str) -> bool:
    return _read(name, "1" if default else "0", purpose, _as_flag, "ja of nee (1 of 0)")


def choice(name: str, default: str, options: tuple[str, ...], purpose: str) -> str:
    return _read(name, default, purpose, lambda raw: options[options.index(raw)], f"keuze uit {', '.join(options)}")


def _as_flag(raw: str) -> bool:
    known = {"1": True, "true": True, "ja": True, "0": False, "false": False, "nee": False}
    if raw.lower() not in known:
        raise ValueError(raw)
    return known[raw.lower()]


def database(url: str) -> dict:
    """Django's database settings from ``postgresql://user:password@host:port/name?host=/socket/folder``.

    Raises ``ImproperlyConfigured`` for any other engine: there is one engine in every environment.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured("DATABASE_URL moet met postgresql:// beginnen.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "loket.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")) or "loket",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def celery_broker(url: str) -> str:
    """Celery's name for a Redis address: it spells a socket as ``redis+socket://``."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number_of_database = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={number_of_database}"


def email(url: str) -> dict:
    """Django's e-mail settings from ``smtp://user:password@host:587?tls=1`` or ``file:///folder``."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured("EMAIL_URL moet met smtp://, smtps:// of file:// beginnen.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": options.get("tls") == "1",
        "EMAIL_TIMEOUT": 20,
    }
