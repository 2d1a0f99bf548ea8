"""The command `kabar`: one line where Ctrl-C comes while its modules are still being read.

It stands beside the package, since to import anything of the package takes most of that time.
"""

from __future__ import annotations

import sys

STOPPED = 130
"""Exit code of what Ctrl-C ended, as shells have it."""


def main() -> None:
    """Run the command line."""
    try:
        # Here, not above: an interrupt while it is read must be caught as well.
        from kabar.cli import main as run

        run(prog_name="kabar")
    except KeyboardInterrupt:
        print("kabar: stopped", file=sys.stderr)
        sys.exit(STOPPED)
