"""Files on their way in: what is too large is not kept, while the rest of the request is read to its end."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from loket.core.files.kinds import KINDS, MB

MOST_BYTES = max(kind.max_bytes for kind in KINDS.values())
MOST_BYTES_TOGETHER = MOST_BYTES + 50 * MB


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that write: lets a file through until it, or all together, is too large.

    What was written of such a file is thrown away at once; ``too_large`` tells the view which files were left out.
    """

    _kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MOST_BYTES or self._kept + start + len(raw_data) > MOST_BYTES_TOGETHER:
            self.request.files_too_large = [*too_large(self.request), self.file_name]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        self._kept += file_size
        return None


def too_large(request: HttpRequest) -> list[str]:
    """The names of the files in this request that were left out; known once ``request.FILES`` has been read."""
    return getattr(request, "files_too_large", [])
