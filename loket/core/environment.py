"""What the settings read from the environment, as ``.env.example`` and ``docs/environment.md`` show it."""

import contextlib
import os
import runpy
from collections.abc import Iterator

from loket import env
from loket.env import Variable
from loket.launcher import places

SOURCES = ("loket/settings.py", "loket/gunicorn.py")
EXAMPLE_HEAD = """\
# De instellingen van het loket voor productie. Kopieer dit bestand naar .env en vul in.
# Gemaakt uit de code met: manage.py write_env_example. Uitleg: docs/environment.md.
"""
DOCUMENT_HEAD = """\
# Instellingen

Het loket leest zijn instellingen uit omgevingsvariabelen. Deze pagina en `.env.example` zijn gemaakt uit de code met
`manage.py write_env_example`; een test bewaakt dat ze kloppen. Ontbreekt een verplichte waarde, of is een waarde
onbruikbaar, dan start het loket niet en zegt het in één zin waarom.

*Verplicht* is verplicht in productie (`LOKET_MODE=production`). In de demo heeft elke instelling een eigen waarde;
*ingebouwd* is de database of Redis die het loket dan zelf start.
"""
DOCUMENT_TAIL = """
## Alleen bij `make`

| Naam | Betekenis | Standaard |
| --- | --- | --- |
| `PORT` | poort van de demo | `8000` |
| `HOST` | adres waarop de demo luistert; `0.0.0.0` is alle adressen, ook voor anderen in uw netwerk | `localhost` |
| `LOCAL_DIR` | map voor de gegevens, bestanden en logboeken van de ingebouwde onderdelen | `.local` |
| `DEMO_CONTENT` | `0` start de demo zonder voorbeeldinhoud | `1` |
| `PYTHON` | de Python waarmee de omgeving wordt gemaakt | `python3.11`, `python3.12` of `python3` |

## Bestanden op S3

Met `FILES_S3_BUCKET` gaan bestanden naar S3. De sleutels, en het adres van een andere aanbieder dan Amazon, leest boto3
zelf: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_DEFAULT_REGION` en `AWS_ENDPOINT_URL_S3`.
"""


def variables(mode: str) -> dict[str, Variable]:
    """What the settings read in this mode (``demo`` or ``production``), by name, in the order in which they read it.

    The default of a variable that production demands is None.
    """
    found = _registered({"LOKET_MODE": "demo"})
    if mode != "demo":
        # Any usable value will do where production demands one.
        found = _registered({name: each.default for name, each in found.items()} | {"LOKET_MODE": mode})
    return {name: _without_places(each) for name, each in found.items()}


def _registered(values: dict[str, str]) -> dict[str, Variable]:
    with _environment(values):
        before = dict(env.REGISTERED)
        env.REGISTERED.clear()
        try:
            for source in SOURCES:
                runpy.run_path(str(places.ROOT / source))
            return dict(env.REGISTERED)
        finally:
            env.REGISTERED.clear()
            env.REGISTERED.update(before)


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Only these variables, for as long as it lasts."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _without_places(variable: Variable) -> Variable:
    """Folders as they are in any checkout; the embedded parts' addresses by a word."""
    if variable.default is None:
        return variable
    local = places.ROOT / ".local"
    is_embedded = str(places.run_dir(local)) in variable.default
    default = "ingebouwd" if is_embedded else variable.default.replace(str(local), ".local")
    return Variable(variable.name, default, variable.purpose)


def example() -> str:
    """The text of ``.env.example``: what production demands first, then what has a usual value."""
    production = variables("production")
    demanded = [each for each in production.values() if each.default is None]
    usual = [each for each in production.values() if each.default is not None and each.name != "LOKET_MODE"]
    lines = [EXAMPLE_HEAD, "LOKET_MODE=production", "", "# Verplicht"]
    lines += [f"# {each.purpose}\n{each.name}=" for each in demanded]
    lines += ["", "# Met een gebruikelijke waarde: haal het hekje weg om er een andere van te maken"]
    lines += [f"# {each.purpose}\n# {each.name}={_quoted(each.default)}" for each in usual]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return f'"{value}"' if set(value) & set(" <>&;'") else value


def documentation() -> str:
    """The text of ``docs/environment.md``."""
    demo, production = variables("demo"), variables("production")
    lines = [DOCUMENT_HEAD, "| Naam | Betekenis | Productie | Demo |", "| --- | --- | --- | --- |"]
    for name, each in production.items():
        default = "production" if name == "LOKET_MODE" else each.default
        cells = (f"`{name}`", each.purpose, _cell(default), _cell(demo[name].default))
        lines.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    return "\n".join(lines) + "\n" + DOCUMENT_TAIL


def _cell(default: str | None) -> str:
    if default is None:
        return "*verplicht*"
    if default == "ingebouwd":
        return "*ingebouwd*"
    return f"`{default}`" if default else "leeg"
