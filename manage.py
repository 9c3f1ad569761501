#!/usr/bin/env python
"""Django's command line; starts the embedded database first when none is named in the environment."""

import os
import sys

from loket.launcher import parts


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings")
    # After the settings module has been named.
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        with parts.for_command(sys.argv):
            execute_from_command_line(sys.argv)
    except (parts.PartFailed, ImproperlyConfigured) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
