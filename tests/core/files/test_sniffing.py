"""What the first bytes say."""

import pytest

from loket.core.files.sniffing import HEAD_SIZE, sniff, text_encoding
from tests.core.files import factory


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-2.0", "pdf"),
        (b"PK\x03\x04\x14", "zip"),
        (factory.old_office(), "ole"),
        (factory.mp4(), "mp4"),
        (b"ID3\x03\x00" + b"\0" * 50, "mp3"),
        (factory.program(), "program"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 50, "program"),
        (b"#!/bin/sh\nrm -rf /", "script"),
        (b"\xef\xbb\xbf#!/bin/sh", "script"),
        (b"<?php echo 1;", "script"),
        (b'<?xml version="1.0"?>\n<svg xmlns="">', "svg"),
        (b"<!-- x -->\n<SVG>", "svg"),
        (b"\n<!DOCTYPE html><p>", "webpage"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 50, "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\0" * 50, "archive"),
        (b"MM\x00*" + b"\0" * 50, "other-image"),
        (b"gewone tekst\r\n", "plain"),
        ("tekst met één accent".encode("cp1252"), "plain"),
        ("tekst".encode("utf-16"), "plain"),
        (b"\x01\x02\x03\x00\x05", "unknown"),
    ],
)
def test_sniff(head, expected):
    assert sniff(head) == expected


def test_text_encoding_of_character_cut_at_the_end_of_the_head():
    head = b"a" * (HEAD_SIZE - 1) + "é".encode()[:1]

    assert text_encoding(head) == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_encoding(encoding):
    text = "één café"

    assert text.encode(encoding).decode(text_encoding(text.encode(encoding))) == text
