"""Shop windows of partners that the sources name, and invented programmes that are open, close soon or are closed."""

from loket.catalogue.partners.demo.loading import load

__all__ = ["load"]
