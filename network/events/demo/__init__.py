"""Sixty events over two years, with who came: invented, played through the functions that people use."""
