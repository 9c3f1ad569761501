"""How well the search finds: the judged queries over the demo content, beside PostgreSQL's own ``dutch``.

Runs as a process of its own (``python -m benchmarks.relevance``), because it uses the portal's settings.
"""

import json
import os
import pathlib
import subprocess
import sys
from dataclasses import asdict

import django

from benchmarks import installation
from loket.launcher import places

JUDGED = places.ROOT / "tests" / "search" / "judged.jsonl"
AIM = 0.90


def measure(folder: pathlib.Path) -> dict:
    """The figures of both ways for each half of the set, and the queries on which PostgreSQL does better."""
    with installation.running(folder, 0) as site:
        installation.make_empty(site)
        site.manage("load_demo")
        environment = os.environ | site.environment | {"DJANGO_SETTINGS_MODULE": "loket.settings"}
        command = [sys.executable, "-m", "benchmarks.relevance"]
        done = subprocess.run(command, cwd=places.ROOT, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _figures() -> dict:
    django.setup()
    from loket.search import evaluation  # noqa: PLC0415 - its models need the settings

    judged = evaluation.load(JUDGED)
    halves = {half: [one for one in judged if one.half == half] for half in evaluation.HALVES}
    rankers = {"portal": evaluation.engine, "postgres": evaluation.postgres_dutch}
    return {
        "figures": {
            half: {name: asdict(evaluation.measure(chosen, ranker)) for name, ranker in rankers.items()}
            for half, chosen in halves.items()
        },
        "losses": evaluation.losses(judged),
    }


if __name__ == "__main__":
    print(json.dumps(_figures()))
