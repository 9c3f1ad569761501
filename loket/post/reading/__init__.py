"""From raw bytes to a mail that people can read: pure functions, no models, bounded in time and memory."""
