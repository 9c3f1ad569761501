"""A place to put a made file, by its name."""

import pytest


@pytest.fixture
def put(tmp_path):
    def write(content: bytes, name: str = "bestand"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
