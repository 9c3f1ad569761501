"""The figures of a subject that was merged into another, there and back.

What moved stays as rows of the kind ``merged``, so that it can go back to the day.
"""

from django.db import connection, transaction

MOVED = "merged"
_ADD = """
    INSERT INTO usage_usecount (day, subject_type, subject_id, act, count)
    SELECT day, %(to_type)s, %(to)s, act, count FROM usage_usecount
    WHERE subject_type = %(from_type)s AND subject_id = %(from)s
    ON CONFLICT (subject_type, subject_id, act, day) DO UPDATE SET count = usage_usecount.count + EXCLUDED.count"""
_REMOVE = "DELETE FROM usage_usecount WHERE subject_type = %(from_type)s AND subject_id = %(from)s"
_SUBTRACT = """
    UPDATE usage_usecount AS kept SET count = greatest(0, kept.count - moved.count) FROM usage_usecount AS moved
    WHERE moved.subject_type = %(moved_type)s AND moved.subject_id = %(moved)s
        AND kept.subject_type = %(type)s AND kept.subject_id = %(kept)s
        AND kept.act = moved.act AND kept.day = moved.day"""
_FINDABLE = """
    UPDATE search_findable SET use_count = (
        SELECT coalesce(sum(count), 0) FROM usage_usecount WHERE subject_type = %(type)s AND subject_id = %(id)s)
    WHERE subject_type = %(type)s AND subject_id = %(id)s"""


@transaction.atomic
def move(subject_type: str, gone: int, kept: int) -> None:
    """Add the figures of one to those of another, day by day."""
    with connection.cursor() as cursor:
        away = {"from_type": subject_type, "from": gone}
        cursor.execute(_ADD, away | {"to_type": subject_type, "to": kept})
        cursor.execute(_ADD, away | {"to_type": MOVED, "to": gone})
        cursor.execute(_REMOVE, away)
        cursor.execute(_FINDABLE, {"type": subject_type, "id": kept})


@transaction.atomic
def move_back(subject_type: str, gone: int, kept: int) -> None:
    """Undo ``move``; what was counted since stays where it was counted."""
    with connection.cursor() as cursor:
        cursor.execute(_SUBTRACT, {"moved_type": MOVED, "moved": gone, "type": subject_type, "kept": kept})
        back = {"from_type": MOVED, "from": gone}
        cursor.execute(_ADD, back | {"to_type": subject_type, "to": gone})
        cursor.execute(_REMOVE, back)
        for number in (gone, kept):
            cursor.execute(_FINDABLE, {"type": subject_type, "id": number})
