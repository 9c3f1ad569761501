"""The engine; Django finds it by the name of this module and of the class."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Keeps its connection between requests, as long as the server does."""

    def is_usable(self) -> bool:
        """Whether the server still listens, seen from the socket.

        Django asks ``SELECT 1`` at every request (``CONN_HEALTH_CHECKS``). A server that stops or restarts closes the
        connection; an idle one otherwise never has anything to read.
        """
        if self.connection is None or self.connection.closed:
            return False
        readable, _, _ = select.select([self.connection.fileno()], [], [], 0)
        return not readable
