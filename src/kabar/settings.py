"""What a user may set: by option, by argument, or in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kabar.errors import BadInput

DATA_VARIABLE = "KABAR_DATA"
"""Names the folder of a user's own tables where `--data` is not given."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that hold for a whole run; the defaults read with the shipped tables alone."""

    overlay: Path | None = None
    """A folder of the user's own tables, laid over the shipped ones."""


def read_settings(
    *, overlay: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings of this run; what is given goes before the environment.

    Raises BadInput where the folder of tables does not exist.
    """
    named = environment.get(DATA_VARIABLE)
    folder = overlay or (Path(named) if named else None)
    if folder is not None and not folder.is_dir():
        origin = "--data" if overlay else DATA_VARIABLE
        raise BadInput(f"{folder}: no such folder; {origin} names a folder of your own tables")
    return Settings(overlay=folder)
