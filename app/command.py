"""The `chairside` command: the command line, started without the collector of cyclic garbage.

Importing makes a million objects that all stay; looking through them again and again took a quarter of the start.
"""

import gc


def main() -> None:
    """Where the command begins."""
    gc.disable()
    from app import cli

    cli.main()
