"""Check that the same articles give the same bytes in any process.

    python -m benchmarks.determinism [ARTICLE.txt]...

Reads the articles, or the shipped examples, in processes that differ in hash seed, locale, time
zone, working directory, number of threads and the order of the articles, and each once in a process
of its own. Exit code 1 where any record differs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.examples import EXAMPLES, PUBLISHED
from benchmarks.options import command

Environment = Mapping[str, str]

ENVIRONMENTS: tuple[Environment, ...] = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Jakarta", "OMP_NUM_THREADS": "2"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/Lima", "PYTHONUTF8": "0"},
)
"""Environments of the processes; the order of the articles is turned round in every second one."""


def read_bytes(names: Sequence[str], folder: Path, environment: Environment) -> list[bytes]:
    """Return the records of each article, in the order of the names, read in one process."""
    command = [sys.executable, "-m", "kabar", "read", "--format", "jsonl", "--show-skipped"]
    output = subprocess.run(
        [*command, "--published", PUBLISHED, *names],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    head = b'{"record":"document",'
    return [head + part for part in output.split(head)[1:]]


def differences(paths: Sequence[Path]) -> dict[str, set[str]]:
    """Return the hashes of each article's records over all processes; there should be one each."""
    found: dict[str, set[str]] = {path.name: set() for path in paths}
    runs = [(list(found), environment) for environment in ENVIRONMENTS]
    runs += [([name], ENVIRONMENTS[0]) for name in found]
    for number, (names, environment) in enumerate(runs):
        ordered = names[::-1] if number % 2 else names
        with tempfile.TemporaryDirectory() as folder:
            for path in paths:
                shutil.copy(path, folder)
            records = read_bytes(ordered, Path(folder), environment)
        for name, lines in zip(ordered, records, strict=True):
            found[name].add(hashlib.sha256(lines).hexdigest())
    return found


def main() -> None:
    """Compare the articles that the command line names."""
    options = command("determinism", __doc__)
    options.add_argument("article", type=Path, nargs="*", metavar="ARTICLE")
    chosen = options.parse_args()
    paths = chosen.article or sorted((EXAMPLES / "articles").glob("*.txt"))
    found = differences(paths)
    for name, hashes in found.items():
        print(f"{name:<40}{' '.join(sorted(each[:12] for each in hashes))}")
    wrong = [name for name, hashes in found.items() if len(hashes) > 1]
    print(f"{len(found) - len(wrong)} of {len(found)} articles give the same bytes every time")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
