"""How much of a file we are willing to look at. Sizes per kind stand in `kinds`."""

from loket.core.files.kinds import MB

# Images: 50 million pixels is a poster at print quality; one side is bounded for thin, endless pictures.
IMAGE_MAX_PIXELS = 50_000_000
IMAGE_MAX_SIDE = 20_000

# Office files are zip files. XML seldom shrinks more than fifty times.
ZIP_MAX_MEMBERS = 5_000
ZIP_MAX_DIRECTORY = 2 * MB
ZIP_MAX_TOTAL = 400 * MB
ZIP_SUSPECT_SIZE = 20 * MB
ZIP_MAX_RATIO = 150

# One flate stream in a PDF: an A4 scan of 600 dots per inch in colour is 100 MB when unpacked.
PDF_MAX_STREAM = 300 * MB
PDF_MAX_STREAMS_TOTAL = 1024 * MB

TEXT_MAX_PAGES = 500
TEXT_MAX_CHARACTERS = 2_000_000
TEXT_MAX_PASSAGES = 5_000
HEADING_MAX_CHARACTERS = 80

PREVIEW_WIDTH = 480
PREVIEW_MAX_HEIGHT = 1_440
