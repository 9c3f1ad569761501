"""Making an empty database in a fraction of the time: what is made in a row is drawn once, together.

Django draws a model anew, with all that is tied to it, each time another one is tied to it. In a portal where nearly
everything is tied to an account that is the square of the number of models: some thirty thousand classes. Tables that
are made one after the other, or columns that are added so, need the drawn models only once all are known.
"""

import contextlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

KINDS = {CreateModel: "create", AddField: "add", AddConstraint: "add", AddIndex: "add", AddTrigger: "add"}
"""What may be drawn together: what is created needs no earlier state, what is added needs only the tables of before."""


class Together(Operation):
    """Operations in a row as one: the state learns all of them before it is drawn."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        self.atomic = any(operation.atomic for operation in operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
            state.__dict__.pop("apps", None)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations in the same order, with those of one kind in a row as one."""
    found: list[Operation] = []
    for kind, run in groupby(operations, key=lambda operation: KINDS.get(type(operation))):
        row = list(run)
        found.extend([Together(row)] if kind and len(row) > 1 else row)
    return found


@contextlib.contextmanager
def drawing_together() -> Iterator[None]:
    """Within this, every migration that is applied draws what it makes in a row only once."""
    usual = Migration.apply

    def apply(self: Migration, project_state: ProjectState, schema_editor, collect_sql: bool = False) -> ProjectState:
        written = self.operations
        self.operations = written if collect_sql else together(written)
        try:
            return usual(self, project_state, schema_editor, collect_sql)
        finally:
            self.operations = written

    Migration.apply = apply
    try:
        yield
    finally:
        Migration.apply = usual
