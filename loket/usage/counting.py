"""Counting use beside the request: one trip to Redis, and from there to rows in the background.

Bots, staff and the owner's own views are left out. Who looked is never kept: of who is signed in the sector, the level
and the region are counted, each apart. Without Redis a view is not counted;
the page does not notice.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from loket.accounts.enums import STAFF_ROLES
from loket.core.working_days import local_date
from loket.usage.enums import Act, Dimension
from loket.usage.models import DayCount, UseCount
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind

logger = logging.getLogger(__name__)

PENDING = "loket:usage:pending"
TAKEN = "loket:usage:taken"
_OF_PEOPLE = "people"
_BOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|headless|scan", re.IGNORECASE)


def count(request: HttpRequest, act: str, subject_type: str, subject_id: int, *, owner_id: int | None) -> None:
    """Count one use, when it is a person's that counts."""
    if not _counts(request, owner_id):
        return
    day, act = local_date(timezone.now()).isoformat(), Act(act).value
    people = [f"{_OF_PEOPLE}|{day}|{act}|{dimension}|{code}" for dimension, code in _segments(request.user)]
    try:
        trip = get_redis_connection("default").pipeline(transaction=False)
        for field in (f"{day}|{subject_type}|{subject_id}|{act}", *people):
            trip.hincrby(PENDING, field, 1)
        trip.execute()
    except RedisError:
        logger.info("use not counted: Redis is away")


def _segments(user) -> Iterator[tuple[str, str]]:
    """The sector, level and GGD region of who is signed in, as far as they are known."""
    if not user.is_authenticated:
        return
    if user.sector:
        yield Dimension.SECTOR.value, user.sector
    if user.level:
        yield Dimension.LEVEL.value, user.level
    region = region_of(user.areas)
    if region:
        yield Dimension.REGION.value, region


def region_of(areas: Iterable[str]) -> str:
    """The code of the first GGD region in which one of these areas lies; empty when there is none."""
    around = (code for area in areas for code in lookup.area_with_ancestors(area))
    return next((code for code in around if lookup.area_kind(code) == AreaKind.GGD_REGION), "")


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
    people = {field: amount for field, amount in counters.items() if field.startswith(f"{_OF_PEOPLE}|")}
    with transaction.atomic():
        _write([_parse(field, amount) for field, amount in counters.items() if field not in people])
        _write_people([(*field.split("|")[1:], amount) for field, amount in people.items()])
        # Deleted before the commit: a crash in between loses some views rather than counting them twice.
        redis.delete(TAKEN)
    return len(counters)


def _parse(field: str, amount: int) -> tuple[date, str, int, str, int]:
    day, subject_type, subject_id, act = field.split("|")
    return date.fromisoformat(day), subject_type, int(subject_id), act, amount


def _write_people(rows: list[tuple]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO usage_daycount (day, act, dimension, code, count)
            SELECT * FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::integer[])
            ON CONFLICT (act, dimension, code, day) DO UPDATE SET count = usage_daycount.count + EXCLUDED.count
            """,
            _columns(rows, 5),
        )


def _write(rows: list[tuple]) -> None:
    """All in two statements, however many: what is kept by month is then worked out once."""
    used: Counter = Counter()
    for _, subject_type, subject_id, _, amount in rows:
        used[subject_type, subject_id] += amount
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO usage_usecount (day, subject_type, subject_id, act, count)
            SELECT * FROM unnest(%s::date[], %s::text[], %s::bigint[], %s::text[], %s::integer[])
            ON CONFLICT (subject_type, subject_id, act, day) DO UPDATE SET count = usage_usecount.count + EXCLUDED.count
            """,
            _columns(rows, 5),
        )
        cursor.execute(
            """
            UPDATE search_findable AS f SET use_count = f.use_count + used.amount
            FROM unnest(%s::text[], %s::bigint[], %s::integer[]) AS used (subject_type, subject_id, amount)
            WHERE f.subject_type = used.subject_type AND f.subject_id = used.subject_id
            """,
            _columns([(*subject, amount) for subject, amount in used.items()], 3),
        )


def _columns(rows: list[tuple], number: int) -> list[list]:
    """The rows as a list for each column."""
    return [[row[place] for row in rows] for place in range(number)]


@transaction.atomic
def restore(rows: Iterable[UseCount], people: Iterable[DayCount] = ()) -> None:
    """Put in counts of earlier days that were kept elsewhere; a counter that is there already stays as it is."""
    kept = UseCount.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)
    DayCount.objects.bulk_create(people, ignore_conflicts=True, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE search_findable AS f SET use_count = used.total FROM (
                SELECT subject_type, subject_id, sum(count) AS total FROM usage_usecount
                WHERE subject_id = ANY(%s) GROUP BY subject_type, subject_id) AS used
            WHERE f.subject_type = used.subject_type AND f.subject_id = used.subject_id
            """,
            [sorted({row.subject_id for row in kept})],
        )
