#!/usr/bin/env python
"""Django's command line; starts the embedded database first when none is named in the environment."""

import os
import sys

from loket.launcher import parts


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings")
    from django.core.management import execute_from_command_line  # after the settings module has been named

    try:
        with parts.for_command(sys.argv):
            execute_from_command_line(sys.argv)
    except parts.PartFailed as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
