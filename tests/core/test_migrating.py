"""Drawing what is made in a row only once: the same tables, with far fewer models drawn."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from loket.core import migrating

KEY = ("id", models.BigAutoField(primary_key=True))


class Making(migrations.Migration):
    """Three tables that point to one another, a column, an index and a constraint."""

    operations = [
        migrations.CreateModel("Street", [KEY, ("name", models.CharField(max_length=9))]),
        migrations.CreateModel("House", [KEY, ("street", models.ForeignKey("making.Street", models.CASCADE))]),
        migrations.CreateModel("Room", [KEY, ("house", models.ForeignKey("making.House", models.CASCADE))]),
        migrations.AddField("house", "number", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("street", "corner", models.ForeignKey("making.House", models.CASCADE, null=True)),
        migrations.AddIndex("house", models.Index(fields=["number"], name="making_number")),
        migrations.AddConstraint(
            "house", models.CheckConstraint(condition=models.Q(number__gt=0), name="making_has_number")
        ),
        migrations.RunSQL("COMMENT ON TABLE making_room IS 'kamer'", migrations.RunSQL.noop),
    ]


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """The name of each model that is drawn."""
    names, usual = [], ModelState.render
    monkeypatch.setattr(ModelState, "render", lambda model, apps: names.append(model.name) or usual(model, apps))
    return names


def tables() -> list[tuple]:
    """Columns, constraints and indexes of the three tables as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid::regclass::text LIKE 'making_%' UNION ALL
            SELECT tablename, indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'making_%' UNION ALL
            SELECT table_name, column_name, data_type || is_nullable FROM information_schema.columns
            WHERE table_name LIKE 'making_%' ORDER BY 1, 2, 3""")
        return cursor.fetchall()


def make() -> tuple[list[tuple], ProjectState]:
    """Apply the migration in a transaction and take it back; returns the tables it made and the state after it."""
    migration = Making("0001_initial", "making")
    with connection.schema_editor() as editor:
        state = migration.apply(ProjectState(), editor)
    made = tables()
    with connection.schema_editor() as editor:
        migration.unapply(ProjectState(), editor)
    return made, state


@pytest.mark.django_db
def test_tables_and_state_are_those_of_django(drawn):
    usual, usual_state = make()
    with migrating.drawing_together():
        ours, our_state = make()

    assert ours == usual
    assert len(ours) > 15
    assert our_state == usual_state


@pytest.mark.django_db
def test_models_made_in_a_row_are_drawn_once(drawn):
    make()
    usual = len(drawn)
    drawn.clear()
    with migrating.drawing_together():
        make()

    assert len(drawn) < usual


def test_operations_keep_their_order():
    grouped = migrating.together(Making.operations)

    flat = [inner for operation in grouped for inner in getattr(operation, "operations", [operation])]
    assert flat == Making.operations
    assert len(grouped) == 3


def test_migration_is_left_as_it_was_written():
    written = migrations.Migration.apply

    with migrating.drawing_together():
        pass

    assert migrations.Migration.apply is written
