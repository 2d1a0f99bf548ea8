"""The command line with the stub coder: `python -m benchmarks.stub_cli add folder --store s.db`.

Store, workers and commands are the real ones. Workers import this module too, since it is the main
one, and so get the stub coder as well. $STUB_BUSY is what to wait for a locked database, in ms.
"""

from __future__ import annotations

import os

from benchmarks.stub_coder import StubCoder
from kabar import workers
from kabar.cli import main
from kabar.store import engines

workers.Coder = StubCoder  # type: ignore[misc]
engines.BUSY = int(os.environ.get("STUB_BUSY", engines.BUSY))

if __name__ == "__main__":
    main(prog_name="kabar")
