import pytest
from django.core.exceptions import ImproperlyConfigured

from loket import env
from loket.core import environment
from loket.launcher import places


@pytest.fixture(autouse=True)
def registered():
    """What a test registers is forgotten."""
    before = dict(env.REGISTERED)
    yield
    env.REGISTERED.clear()
    env.REGISTERED.update(before)


def test_env_example_is_up_to_date():
    assert (places.ROOT / ".env.example").read_text() == environment.example(), "draai: make docs"


def test_documentation_is_up_to_date():
    assert (places.ROOT / "docs" / "environment.md").read_text() == environment.documentation(), "draai: make docs"


def test_no_secret_has_a_default_in_production():
    production = environment.variables("production")

    demanded = {name for name, each in production.items() if each.default is None}
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"} <= demanded


def test_every_variable_has_a_default_in_the_demo():
    assert [name for name, each in environment.variables("demo").items() if each.default is None] == []


def test_example_names_no_place_of_this_machine():
    text = environment.example() + environment.documentation()

    assert str(places.ROOT) not in text
    assert "/tmp/" not in text


def test_missing_value_stops_with_a_sentence(monkeypatch):
    monkeypatch.delenv("LOKET_TEST", raising=False)

    with pytest.raises(ImproperlyConfigured, match=r"^De omgevingsvariabele LOKET_TEST ontbreekt \(proef\)\.$"):
        env.text("LOKET_TEST", None, "proef")


@pytest.mark.parametrize(
    ("read", "raw", "sentence"),
    [
        (lambda: env.number("LOKET_TEST", 1, "proef"), "veel", "geen geheel getal: 'veel'"),
        (lambda: env.flag("LOKET_TEST", True, "proef"), "misschien", "geen ja of nee"),
        (lambda: env.choice("LOKET_TEST", "a", ("a", "b"), "proef"), "c", "geen keuze uit a, b"),
    ],
)
def test_unusable_value_stops_with_a_sentence(monkeypatch, read, raw, sentence):
    monkeypatch.setenv("LOKET_TEST", raw)

    with pytest.raises(ImproperlyConfigured, match=sentence):
        read()


def test_empty_value_is_the_default(monkeypatch):
    monkeypatch.setenv("LOKET_TEST", " ")

    assert env.number("LOKET_TEST", 7, "proef") == 7


def test_items_are_split_and_stripped(monkeypatch):
    monkeypatch.setenv("LOKET_TEST", "a.nl, b.nl ,")

    assert env.items("LOKET_TEST", None, "proef") == ["a.nl", "b.nl"]


def test_database_with_a_password_and_a_port():
    read = env.database("postgresql://lo%40ket:geh%3Aeim@db:5433/loket?sslmode=require")

    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("lo@ket", "geh:eim", "db", "5433")
    assert read["OPTIONS"] == {"sslmode": "require"}


def test_database_of_another_engine_is_refused():
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        env.database("sqlite:///loket.db")


def test_celery_spells_a_socket_in_its_own_way():
    assert env.celery_broker("unix:///run/redis.sock?db=2") == "redis+socket:///run/redis.sock?virtual_host=2"


def test_mail_server_with_tls():
    read = env.email("smtp://user:pass@mail.example.org:587?tls=1")

    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)


def test_mail_address_of_an_unknown_kind_is_refused():
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        env.email("imap://mail.example.org")
