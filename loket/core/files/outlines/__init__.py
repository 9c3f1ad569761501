"""The build of a file piece by piece, one module per family: for a page that shows the text."""
