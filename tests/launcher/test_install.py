import os
import pathlib
import shutil
import subprocess

import pytest

from loket.launcher import install, places


def make(*arguments, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [shutil.which("make"), "-f", places.ROOT / "Makefile", *arguments],
        cwd=places.ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_target_of_the_readme():
    text = make("help").stdout

    assert all(f"make {target} " in text for target in ("demo", "test", "check", "bench", "reset", "install"))


def test_machine_without_a_suitable_python_is_told_in_one_sentence(tmp_path):
    result = make("install-base", PATH=str(tmp_path), PYTHON="")

    assert result.stderr.splitlines()[0].startswith("Python 3.11 of 3.12 ontbreekt.")


def test_python_that_is_only_a_broken_shim_is_passed_over(tmp_path):
    for name in ("python3.11", "python3.12", "python3"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 127\n")
        (tmp_path / name).chmod(0o755)

    result = make("install-base", PATH=str(tmp_path), PYTHON="")

    assert result.stderr.startswith("Python 3.11 of 3.12 ontbreekt.")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of its own, without packages."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").touch()
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(install, "NODE_MODULES", tmp_path / "node_modules")
    return tmp_path


def test_environment_whose_python_has_gone_is_made_anew(project):
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to("/nonexistent/python3.11")

    install.make_venv()

    assert subprocess.run([install.PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def test_packages_that_are_there_are_left_alone(project):
    (project / ".venv").mkdir()
    (project / ".venv" / "base.installed").write_text(install._digest(project / "requirements" / "base.txt"))

    install.install_python("base")  # there is no Python that could install anything

    assert [path.name for path in (project / ".venv").iterdir()] == ["base.installed"]


def test_failing_npm_is_told_in_a_sentence(project, monkeypatch):
    for name in ("package.json", "package-lock.json"):
        (project / name).write_text("no json")
    monkeypatch.setenv("PATH", str(pathlib.Path(install.VENV / "bin")))

    with pytest.raises(install.CannotInstall, match="opmaak kon niet"):
        install.install_frontend()


def test_other_platform_without_redis_is_named(monkeypatch):
    monkeypatch.setattr(install.platform, "machine", lambda: "riscv64")
    monkeypatch.setenv("PATH", "")

    assert "riscv64: installeer redis-server" in install._platform_sentence()
