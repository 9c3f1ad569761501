"""The picture of a file in lists: the first page of a PDF, or the image itself, as a small WebP."""

import io
import logging
import os

import pypdfium2
from PIL import Image, ImageOps

from loket.core.files import limits
from loket.core.files.examination import open_image
from loket.core.files.kinds import KINDS
from loket.core.files.reading import one_error
from loket.core.files.sandbox import ChildFailed, run_in_child

logger = logging.getLogger(__name__)

WEBP_QUALITY = 82


def preview(path: str | os.PathLike, kind: str) -> bytes | None:
    """A WebP at most 480 pixels wide, without any metadata; None for kinds that have no picture.

    Raises UnreadableFile or RefusedFile. For files that others brought use `preview_safely`.
    """
    family = KINDS[kind].family
    if family == "pdf":
        return _webp(_first_page(path))
    if family == "image":
        return _webp(_small_image(path, kind))
    return None


def preview_safely(path: str | os.PathLike, kind: str, seconds: int = 20, memory_mb: int = 1024) -> bytes | None:
    """`preview` in a child process with these limits; None as well when the picture cannot be made."""
    if not KINDS[kind].has_preview:
        return None
    try:
        answer = run_in_child("preview", path, kind, seconds=seconds, memory_mb=memory_mb)
    except ChildFailed as failed:
        logger.info("no preview: kind=%s reason=%s", kind, failed.reason)
        return None
    picture = answer.get("picture")
    return bytes.fromhex(picture) if picture else None


def _first_page(path: str | os.PathLike) -> Image.Image:
    with one_error(), pypdfium2.PdfDocument(path) as document:
        page = document[0]
        width, height = page.get_size()
        scale = min(limits.PREVIEW_WIDTH / max(width, 1), limits.PREVIEW_MAX_HEIGHT / max(height, 1))
        return page.render(scale=scale).to_pil().convert("RGB")


def _small_image(path: str | os.PathLike, kind: str) -> Image.Image:
    with one_error(), open_image(path, kind) as image:
        # A photo of 50 million pixels need not be decoded in full to become 480 wide.
        image.draft("RGB", (limits.PREVIEW_WIDTH * 2, limits.PREVIEW_MAX_HEIGHT * 2))
        upright = ImageOps.exif_transpose(image)
        mode = "RGBA" if upright.has_transparency_data else "RGB"
        small = upright.convert(mode)
        small.thumbnail((limits.PREVIEW_WIDTH, limits.PREVIEW_MAX_HEIGHT))
        return small


def _webp(image: Image.Image) -> bytes:
    """Only the pixels: place, time and camera in the original stay behind."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    target = io.BytesIO()
    bare.save(target, "WEBP", quality=WEBP_QUALITY, method=4)
    return target.getvalue()
