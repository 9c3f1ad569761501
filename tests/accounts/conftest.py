import pytest
from django.core.cache import cache

from loket.vocabulary import loading, lookup


@pytest.fixture(autouse=True)
def no_limits_left_over():
    """What one test tried too often does not count for the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def vocabulary(db):
    loading.load()
    lookup.forget()
    yield
    lookup.forget()
