"""Networks that the sources name, with where they do, and invented ones that are named so."""
