"""Surveys and blocks that a test registers are gone after it."""

from collections.abc import Iterator

import pytest

from loket.monitoring import panels, surveyed


@pytest.fixture(autouse=True)
def _registries_as_before() -> Iterator[None]:
    providers, shown = dict(surveyed._providers), dict(panels._panels)
    yield
    for kept, known in ((providers, surveyed._providers), (shown, panels._panels)):
        known.clear()
        known.update(kept)


@pytest.fixture
def no_surveys() -> None:
    surveyed._providers.clear()


@pytest.fixture
def no_panels() -> None:
    """Reports of nothing but what the test registers: fast to make."""
    panels._panels.clear()
