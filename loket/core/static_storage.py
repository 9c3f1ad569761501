"""Static files as they are served: one style sheet, and a fingerprint in every name."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from loket import frontend

SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins the style sheets of ``loket.frontend`` into one file: a first visit asks for one and not for fifty."""

    # Imports between our own modules; Django's own switch for this also reads, and fails on, modules of packages.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", (((r"""(?P<matched>(?P<start>import\b[^"']*)"(?P<url>\./[^"]+)")""", '%(start)s"%(url)s"')),)),
    )

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            self._write_bundle(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _write_bundle(self, paths):
        text = "\n".join(_read(paths, name) for name in frontend.STYLESHEETS)
        if self.exists(frontend.BUNDLE):
            self.delete(frontend.BUNDLE)
        self._save(frontend.BUNDLE, ContentFile(text.encode()))
        paths[frontend.BUNDLE] = (self, frontend.BUNDLE)


def _read(paths, name):
    """One style sheet without its source map, with the letters named relative to ``css/``."""
    storage, path = paths[name]
    with storage.open(path) as file:
        text = file.read().decode()
    # Only the note itself: a minified sheet is one line.
    return SOURCE_MAP.sub("", text.replace("../../vendor/", "../vendor/"))
