"""Invented Xperts for the demo."""
