from collections.abc import Iterator

import pytest

from loket.vocabulary import loading, lookup


@pytest.fixture
def vocabulary(db: None) -> Iterator[None]:
    """The shipped lists in the database; what the process remembers goes with the transaction."""
    loading.load()
    lookup.forget()
    yield
    lookup.forget()
