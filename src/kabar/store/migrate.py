"""Bring a store's tables up to date, by Alembic; a newer store is refused, not harmed."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from kabar.errors import StoreError

FOLDER = Path(__file__).parent / "migrations"
VERSIONS = "kabar_version"
"""The table that holds which migration a store is at."""


def upgrade(engine: sa.Engine) -> None:
    """Make the tables of a new store, or run the migrations that an older one lacks.

    Raises StoreError where a newer version of Kabar made the store, or it is no store at all.
    """
    scripts = ScriptDirectory.from_config(_config())
    with engine.connect().execution_options(reads=True) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        at = context.get_current_revision()
        if at == scripts.get_current_head():
            return
        if at is not None and at not in {each.revision for each in scripts.walk_revisions()}:
            raise StoreError(
                f"{engine.url.render_as_string()}: a newer Kabar made this store; install that one"
            )
        if at is None and sa.inspect(connection).get_table_names():
            raise StoreError(
                f"{engine.url.render_as_string()}: a database of something else; name a new file"
            )
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_table", VERSIONS)
    return config
