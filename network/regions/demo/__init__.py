"""The three learning regions of source 004, played through the functions that people use."""
