"""The blocks of monitoring itself, a module per dashboard; ``registrations`` puts them in their places."""
