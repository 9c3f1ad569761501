import pytest

from xperts.pool import gate, granting, ranking


@pytest.fixture(autouse=True)
def _only_the_pool(monkeypatch) -> None:
    """What higher parts registered (seats, grants, evaluations) stays out of these tests."""
    for module, name in (
        (gate, "_one"),
        (gate, "_many"),
        (gate, "_waivers"),
        (granting, "_numbers"),
        (ranking, "_records"),
    ):
        monkeypatch.setattr(module, name, [])
