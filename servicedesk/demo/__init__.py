"""A hundred and fifty questions over two years: invented, played through the functions that people use."""
