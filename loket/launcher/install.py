"""Installs what the portal needs into ``.venv`` and ``node_modules``; what is there already is left alone.

Run by make with the machine's own Python, so it uses nothing but the standard library:
``python3 loket/launcher/install.py base|dev``.
"""

import hashlib
import importlib.util
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "-qq")
# One package has no wheel and needs no compiler; any other without a wheel must fail at once.
WHEELS = ("--only-binary", ":all:", "--no-binary", "odfpy", "--use-pep517")
WHAT = {
    "base": "Python-pakketten installeren (eenmalig, een à twee minuten) …",
    "dev": "Pakketten voor ontwikkelen en testen installeren …",
}
# npm's first lock file of version 3 format.
OLDEST_NPM = 7


class CannotInstall(Exception):
    """Something is missing; the text is a sentence for the person who ran make."""


def say(text: str) -> None:
    print(text, flush=True)


def _digest(*paths: pathlib.Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _is_done(stamp: pathlib.Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest


def _run(command: list, sentence: str, **options) -> None:
    if subprocess.run(command, check=False, stdin=subprocess.DEVNULL, **options).returncode:
        raise CannotInstall(sentence)


def _works(command: list) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _platform_sentence() -> str:
    if (platform.system(), platform.machine()) == ("Linux", "x86_64") or shutil.which("redis-server"):
        return ""
    return (
        f" De ingebouwde Redis bestaat niet voor {platform.system()} op {platform.machine()}: "
        "installeer redis-server, of gebruik Linux op x86_64."
    )


def make_venv() -> None:
    """Make ``.venv`` when it does not work (any more): also after a Python that has gone."""
    if _works([PYTHON, "-c", "import pip"]):
        return
    say("Een eigen Python-omgeving maken in .venv …")
    make = [sys.executable, "-m", "venv", "--clear", VENV]
    failed = "De omgeving .venv kon niet worden gemaakt. Is er schijfruimte, en mag u hier schrijven?"
    if importlib.util.find_spec("ensurepip"):
        _run(make, failed)
    elif importlib.util.find_spec("pip"):  # Debian without python3-venv, with python3-pip
        _run([*make, "--without-pip"], failed)
        _run([sys.executable, *PIP, "--python", PYTHON, "install", "pip"], failed)
    else:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise CannotInstall(f"Python mist de module venv. Installeer die eerst: apt install python{version}-venv")


def install_python(name: str) -> None:
    """Install the locked packages of ``requirements/<name>.txt``, each checked against its hash."""
    lock, stamp = ROOT / "requirements" / f"{name}.txt", VENV / f"{name}.installed"
    digest = _digest(lock)
    if _is_done(stamp, digest):
        return
    say(WHAT[name])
    # A setting for installing into the home folder does not go with an environment.
    environment = os.environ | {"PIP_USER": "0"}
    _run(
        [PYTHON, *PIP, "install", *WHEELS, "--require-hashes", "-r", lock],
        "De Python-pakketten konden niet worden geïnstalleerd; de reden staat hierboven. Is er verbinding met de "
        f"pakketbron?{_platform_sentence()}",
        env=environment,
    )
    stamp.write_text(digest)


def _npm_commands() -> list[list]:
    """The machine's own npm when it is recent enough, then the one that was installed from PyPI."""
    own = shutil.which("npm")
    commands = []
    if own and _npm_version(own) >= OLDEST_NPM:
        commands.append([own])
    if (VENV / "bin" / "npm").exists():
        commands.append([VENV / "bin" / "npm", "--cache", VENV / "npm-cache"])
    return commands


def _npm_version(npm: str) -> int:
    answer = subprocess.run([npm, "--version"], check=False, capture_output=True, text=True).stdout
    major = answer.strip().partition(".")[0]
    return int(major) if major.isdigit() else 0


def install_frontend() -> None:
    """Install the locked style sheets and letters with npm; no script of a package is run."""
    stamp = NODE_MODULES / ".installed"
    digest = _digest(ROOT / "package-lock.json", ROOT / "package.json")
    if _is_done(stamp, digest):
        return
    say("Opmaak en lettertypen installeren …")
    environment = os.environ | {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel", "error"]
    for npm in _npm_commands():
        is_own = VENV not in pathlib.Path(npm[0]).parents
        result = subprocess.run(
            [*npm, *options],
            cwd=ROOT,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ if is_own else environment,
        )
        if result.returncode == 0:
            stamp.write_text(digest)
            return
    raise CannotInstall("De opmaak kon niet worden geïnstalleerd met npm. Is er verbinding met de pakketbron?")


def main(name: str) -> None:
    """Bring everything up to date. Raises ``CannotInstall`` with one sentence."""
    try:
        make_venv()
        install_python(name)
        install_frontend()
    except OSError as error:
        raise CannotInstall(f"Installeren lukt niet in {ROOT}: {error.strerror}.") from error


if __name__ == "__main__":
    # An exception, so that what we started is stopped as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main(sys.argv[1])
    except CannotInstall as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Afgebroken.")
