"""The clock stands still, and there is an editor."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories import UserFactory


@pytest.fixture
def still_clock(at) -> Iterator[None]:
    """It is ``at`` for whatever asks for the time."""
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def editor():
    return UserFactory(editor=True)
