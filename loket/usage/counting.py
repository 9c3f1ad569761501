"""Counting use beside the request: one command to Redis, and from there to rows in the background.

Bots, staff and the owner's own views are left out. Who looked is never kept. Without Redis a view is not counted;
the page does not notice.
"""

import logging
import re
from datetime import date

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from loket.accounts.enums import STAFF_ROLES
from loket.core.working_days import local_date
from loket.usage.enums import Act

logger = logging.getLogger(__name__)

PENDING = "loket:usage:pending"
TAKEN = "loket:usage:taken"
_BOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|headless|scan", re.IGNORECASE)


def count(request: HttpRequest, act: str, subject_type: str, subject_id: int, *, owner_id: int | None) -> None:
    """Count one use, when it is a person's that counts."""
    if not _counts(request, owner_id):
        return
    field = f"{local_date(timezone.now()).isoformat()}|{subject_type}|{subject_id}|{Act(act).value}"
    try:
        get_redis_connection("default").hincrby(PENDING, field, 1)
    except RedisError:
        logger.info("use not counted: Redis is away")


def _counts(request: HttpRequest, owner_id: int | None) -> bool:
    agent = request.headers.get("User-Agent", "")
    if not agent or _BOT.search(agent) or request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        return False
    user = request.user
    if not user.is_authenticated:
        return True
    return user.pk != owner_id and not STAFF_ROLES.intersection(user.roles)


def flush() -> int:
    """Move the counters of Redis to rows. A crash half-way repeats nothing: what is taken is kept until it is written.

    Returns the number of counters that were written. Raises ``RedisError`` when Redis is away.
    """
    redis = get_redis_connection("default")
    if not redis.exists(TAKEN):
        if not redis.exists(PENDING):
            return 0
        redis.rename(PENDING, TAKEN)
    counters = {key.decode(): int(value) for key, value in redis.hgetall(TAKEN).items()}
    with transaction.atomic():
        _write([_parse(field, amount) for field, amount in counters.items()])
        # Deleted before the commit: a crash in between loses some views rather than counting them twice.
        redis.delete(TAKEN)
    return len(counters)


def _parse(field: str, amount: int) -> tuple[date, str, int, str, int]:
    day, subject_type, subject_id, act = field.split("|")
    return date.fromisoformat(day), subject_type, int(subject_id), act, amount


def _write(rows: list[tuple]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO usage_usecount (day, subject_type, subject_id, act, count) VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (subject_type, subject_id, act, day) DO UPDATE SET count = usage_usecount.count + EXCLUDED.count
            """,
            rows,
        )
        cursor.executemany(
            "UPDATE search_findable SET use_count = use_count + %s WHERE subject_type = %s AND subject_id = %s",
            [(amount, subject_type, subject_id) for _, subject_type, subject_id, _, amount in rows],
        )
