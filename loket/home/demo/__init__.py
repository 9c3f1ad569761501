"""Content for the demo: entries, and the documents made of them."""
