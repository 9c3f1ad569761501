"""Everybody at once: people, an organiser and the clock do as they please to one event, and nothing may break.

``python -m benchmarks.torture --runs 1000`` plays so many runs, each from its own number, in a database of its own,
and keeps what came of it in ``results/``. A run that breaks a rule can be played again by its number. Without the
lock (``--control``) the same oversells: the proof that the runs would see it.
"""

import argparse
import contextlib
import json
import pathlib
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks import depth, installation, machine
from loket.launcher import places as launched

PEOPLE, HANDS, STEPS = 10, 4, 6
KEPT_FROM = 1_000
"""Fewer runs than this prove that it works, and are not kept."""
BEGIN = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)
RESULTS = pathlib.Path(__file__).with_name("results")


@dataclass
class Outcome:
    """What came of a run: the rules that were broken, in words, and how often each act was done."""

    number: int
    broken: list[str] = field(default_factory=list)
    acts: Counter = field(default_factory=Counter)


def main(arguments: list[str]) -> str | None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--control", action="store_true", help="without the lock, which must oversell; not kept")
    parser.add_argument("--work", type=pathlib.Path, default=launched.local_dir() / "bench" / "torture")
    chosen = parser.parse_args(arguments)
    with installation.running(chosen.work.resolve(), 0) as site:
        installation.make_empty(site)
        told = ["--inside", chosen.runs, *(["--control"] if chosen.control else [])]
        for result in depth.in_process(site, "benchmarks.torture", *told):
            print(json.dumps(result, ensure_ascii=False), flush=True)
    if chosen.runs >= KEPT_FROM and not chosen.control:
        RESULTS.mkdir(exist_ok=True)
        kept = json.dumps({"machine": machine.described()} | result, ensure_ascii=False, indent=1)
        (RESULTS / "torture.json").write_text(kept + "\n", encoding="utf-8")
    return "Er is een regel gebroken." if result["broken"] and not chosen.control else None


def inside(runs: int, *, control: bool) -> dict:
    """All the runs, in the process that has the portal's settings."""
    started, acts, broken = time.monotonic(), Counter(), {}
    with without_lock() if control else contextlib.nullcontext():
        for number in range(runs):
            outcome = crowd(number) if control else play(number)
            acts += outcome.acts
            if outcome.broken:
                broken[number] = outcome.broken
    seconds = round(time.monotonic() - started, 1)
    return {"runs": runs, "seconds": seconds, "acts": dict(acts), "broken": broken}


def play(number: int) -> Outcome:
    """One run: four hands with their own plan for the same event. The plans follow from the number alone."""
    chance, outcome = random.Random(number), Outcome(number)
    scene = _Scene(chance)
    hands = [threading.Thread(target=scene.act, args=(number * HANDS + hand, outcome)) for hand in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    scene.judge(outcome)
    return outcome


def crowd(number: int) -> Outcome:
    """Sixteen people press the button for the last place in the same moment."""
    from django.db import connections  # noqa: PLC0415 - needs the portal's settings

    scene, outcome = _Scene(random.Random(number), people=16), Outcome(number)
    scene.resize(1)
    together = threading.Barrier(len(scene.people))

    def press(person) -> None:
        together.wait()
        try:
            scene.register(person, BEGIN)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(person,)) for person in scene.people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    scene.judge(outcome)
    return outcome


@contextlib.contextmanager
def without_lock() -> Iterator[None]:
    """The negative control: places are counted and given without holding them."""
    from django.db import transaction  # noqa: PLC0415 - needs the portal's settings

    from network.events import places  # noqa: PLC0415
    from network.events.models import Event  # noqa: PLC0415

    @contextlib.contextmanager
    def unheld(event_id: int) -> Iterator[Event]:
        with transaction.atomic():
            yield Event.objects.get(pk=event_id)

    held, places.held = places.held, unheld
    try:
        yield
    finally:
        places.held = held


class _Scene:
    """An event with its people, and what can be done to it."""

    def __init__(self, chance: random.Random, people: int = PEOPLE) -> None:
        from benchmarks import torture_scene  # noqa: PLC0415 - needs the portal's settings

        self._portal = torture_scene
        self.event, self.people = torture_scene.prepare(chance, people, BEGIN)

    def register(self, person, at: datetime) -> str:
        return self._portal.register(self.event, person, at)

    def resize(self, capacity: int) -> None:
        self._portal.resize(self.event, capacity)

    def act(self, seed: int, outcome: Outcome) -> None:
        """A hand does its six things; what is refused with a sentence is part of the game."""
        chance = random.Random(seed)
        done: Counter = Counter()
        try:
            for step in range(STEPS):
                at = BEGIN + timedelta(minutes=10 * step + chance.randrange(10), hours=60 * (chance.random() < 0.1))
                done[self._portal.step(self.event, self.people, chance, at)] += 1
                outcome.broken.extend(self._portal.oversold(self.event))
        except Exception as error:  # noqa: BLE001 - whatever else happens is a broken rule, told with its number
            outcome.broken.append(f"{type(error).__name__}: {error}")
        finally:
            self._portal.leave()
        outcome.acts.update(done)

    def judge(self, outcome: Outcome) -> None:
        outcome.broken.extend(self._portal.judge(self.event, BEGIN))


if __name__ == "__main__":
    if "--inside" in sys.argv:
        import django

        django.setup()
        at = sys.argv.index("--inside") + 1
        print(json.dumps(inside(int(sys.argv[at]), control="--control" in sys.argv)))
    else:
        sys.exit(main(sys.argv[1:]))
