"""The child process of `sandbox`: one action on one file, within limits, answered as JSON.

Run as `python -m loket.core.files.worker ACTION PATH KIND SECONDS MEMORY_MB`.
"""

import json
import os
import resource
import sys

from loket.core.files.accessibility import check_accessibility
from loket.core.files.examination import examine
from loket.core.files.extraction import extract
from loket.core.files.kinds import MB
from loket.core.files.outline import outline
from loket.core.files.preview import preview
from loket.core.files.reading import UnreadableFile
from loket.core.files.refusals import RefusedFile

# Two million characters of four bytes, and some room for the names of the places.
MAX_ANSWER = 24 * MB
MAX_OPEN_FILES = 64
POLITENESS = 5


def main(arguments: list[str]) -> None:
    """Do the action and write its answer; RefusedFile and lack of memory are answers too."""
    action, path, kind, seconds, memory_mb = arguments
    set_limits(int(seconds), int(memory_mb))
    try:
        answer = _ACTIONS[action](path, kind, int(seconds))
    except RefusedFile as refused:
        answer = {"refused": refused.code}
    except UnreadableFile:
        answer = {"failed": "damaged"}
    except MemoryError:
        answer = {"failed": "memory"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def set_limits(seconds: int, memory_mb: int) -> None:
    """Bound this process for good: processor time, memory, size of the answer, open files, no core dump."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_ANSWER, MAX_ANSWER))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_OPEN_FILES, MAX_OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(POLITENESS)


def _examine(path: str, kind: str, seconds: int) -> dict:
    return examine(path, kind)


def _extract(path: str, kind: str, seconds: int) -> dict:
    # The work stops by itself before the process is stopped, so that what was read is kept.
    return extract(path, kind, seconds=seconds * 0.7).as_json()


def _preview(path: str, kind: str, seconds: int) -> dict:
    picture = preview(path, kind)
    return {"picture": picture.hex() if picture else None}


def _accessibility(path: str, kind: str, seconds: int) -> dict:
    return {"findings": [[one.code, one.ok, one.places] for one in check_accessibility(path, kind)]}


def _outline(path: str, kind: str, seconds: int) -> dict:
    found = outline(path, kind)
    return {"blocks": [block.as_json() for block in found.blocks], "is_truncated": found.is_truncated}


_ACTIONS = {
    "examine": _examine,
    "extract": _extract,
    "preview": _preview,
    "accessibility": _accessibility,
    "outline": _outline,
}


if __name__ == "__main__":
    main(sys.argv[1:])
