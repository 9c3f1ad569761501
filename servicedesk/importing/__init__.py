"""The questions of an older helpdesk: read from a table or a mailbox, threaded, and written with their own dates."""
