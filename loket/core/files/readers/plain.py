"""Plain text and CSV, in blocks of lines."""

import os

from loket.core.files.passages import Collector
from loket.core.files.sniffing import text_encoding

LINES_A_PASSAGE = 100
MAX_LINE = 10_000


def read(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector with a passage for every hundred lines."""
    with open(path, "rb") as file:
        encoding = text_encoding(file.read())
    with open(path, encoding=encoding, errors="replace") as lines:
        number = 0
        while line := lines.readline(MAX_LINE):
            if number % LINES_A_PASSAGE == 0:
                collected.open(f"vanaf regel {number + 1}")
            collected.add(line)
            number += 1
