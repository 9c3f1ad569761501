"""How much of a message is read; beyond these bounds nothing is lost, but it is shown as a file or held."""

MB = 1024 * 1024

MOST_BYTES = 30 * MB
"""A larger message is not taken in; its start is held so that staff can write to the sender."""
KEPT_OF_TOO_LARGE = 256 * 1024
MOST_MULTIPARTS = 100
"""Containers in one message; each may lie in the one before."""
MOST_PARTS = 200
MOST_TEXT = 500_000
"""Characters of text that are shown; a longer text is also kept as a file."""
MOST_HTML = 2_000_000
MOST_TAGS = 40_000
DEEPEST_HTML = 500
"""Deeper trees take the cleaner time that grows with the square of their depth."""
MOST_HEADER = 20_000
MOST_SUBJECT = 500
MOST_IDS = 100
MOST_ID_CHARACTERS = 400
MOST_RECIPIENTS = 40
"""The cap that Zammad's own test names; who else was written to stands in the raw message."""
FULL_TEXT_NAME = "volledige-tekst.txt"
