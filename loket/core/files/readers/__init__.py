"""One module per family of files; each has functions `read(path, collector)` that fill a Collector."""
