"""Files that people bring: what is allowed, what is inside, and how they are handed out again.

Pure functions on paths and bytes, no models. Whatever opens the content of a brought file does so in a
child process with limits (`sandbox`), so that a hostile file can at worst end that child.
"""
