"""The commands that open the page: `kabar serve` and `kabar demo`."""

from __future__ import annotations

import secrets
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import click

from kabar.analysis.cases import Case, load_case
from kabar.cli_options import FILE, data_option, store_option
from kabar.cli_store import opened_store
from kabar.errors import KabarError
from kabar.settings import Settings, read_settings

if TYPE_CHECKING:
    from kabar.store.store import Store

EXAMPLES = "examples"
"""Folder of the shipped articles and cases: in the package, or beside it in a checkout."""
DEMO = "kabar-demo.db"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORT = 8765

port_option = click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any."
)
open_option = click.option("--open/--no-open", "opens", default=True, help="Open the browser.")


@click.command("serve")
@store_option
@click.option(
    "--case", "cases", type=FILE, multiple=True, help="Case file whose table is shown; repeat it."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@port_option
@click.option(
    "--token",
    envvar="KABAR_TOKEN",
    metavar="WORD",
    help="What readers must show; made up where --host is not this machine alone.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="Name under which the page may be asked for, besides --host; repeat it.",
)
@open_option
@data_option
def serve_command(
    store: str,
    cases: tuple[Path, ...],
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    opens: bool,
    data: Path | None,
) -> None:
    """Open the page on a store: read, check and explore it in a browser. Ctrl-C ends it.

    It listens on this machine alone. With another --host every reader must show a token.
    """
    settings = read_settings(overlay=data)
    with opened_store(store, cure="kabar add makes one, kabar demo shows one") as opened:
        _serve(
            opened,
            settings,
            cases=[load_case(case) for case in cases],
            host=host,
            port=port,
            token=token,
            names=names,
            opens=opens,
        )


@click.command("demo")
@click.option(
    "--store",
    default=DEMO,
    show_default=True,
    metavar="FILE",
    help="The store to fill; what is there already is not coded again.",
)
@port_option
@open_option
def demo_command(store: str, port: int, opens: bool) -> None:
    """Fill a store with the shipped articles and open the page on it, with two cases."""
    from kabar.cli_add import add_command
    from kabar.store.store import Store

    folder = examples_folder()
    found = sorted(folder.glob("cases/*/case.toml"))
    sources = [folder / "articles", *(case.parent / "articles" for case in found)]
    click.get_current_context().invoke(
        add_command,
        sources=tuple(str(source) for source in sources),
        store=store,
        columns=None,
        workers=None,
        time_limit=60.0,
        published=None,
        language=None,
        data=None,
        allow_private=False,
    )
    with Store(store) as opened:
        _serve(
            opened,
            read_settings(),
            cases=[load_case(case) for case in found],
            host="127.0.0.1",
            port=port,
            token=None,
            names=(),
            opens=opens,
        )


def examples_folder() -> Path:
    """Return the folder of the shipped articles; raises KabarError where it is missing."""
    package = Path(__file__).parent
    for folder in (package / EXAMPLES, package.parent.parent / EXAMPLES):
        if (folder / "articles").is_dir():
            return folder
    raise KabarError(f"{package / EXAMPLES}: the shipped articles are missing; install Kabar again")


def _serve(
    store: Store,
    settings: Settings,
    *,
    cases: Sequence[Case],
    host: str,
    port: int,
    token: str | None,
    names: Sequence[str],
    opens: bool,
) -> None:
    try:
        from kabar.web.serving import bind, named_cases, run, warm
        from kabar.web.site import make_site
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed; run: pip install 'kabar[web]'"
        raise KabarError(message) from error
    if host not in LOOPBACK and not token:
        token = secrets.token_urlsafe(18)
    listening = bind(host, port)
    port = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    hosts = {"localhost", "127.0.0.1", "[::1]", shown, *names}
    if host in ("0.0.0.0", "::"):  # a token guards it
        hosts = hosts if names else {"*"}
    site = make_site(
        store,
        settings=settings,
        cases=named_cases(cases),
        hosts=frozenset(name.lower() for name in hosts),
        token=token,
    )
    click.echo("reading the store…", err=True)
    warm(site)
    address = f"http://{shown}:{port}/"
    click.echo(f"{address}  (Ctrl-C ends it)", err=True)
    if token:
        click.echo(f"token: {token}", err=True)
    if opens:
        Timer(0.5, webbrowser.open, [address]).start()
    run(site, listening)
