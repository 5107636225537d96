"""The commands of the server: serve, and the tokens that it asks for."""

import contextlib
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli_options import DbOption, TablesOption, fail

if TYPE_CHECKING:
    import uvicorn

token_app = typer.Typer(no_args_is_help=True, help="Tokens for writing to the API, and for reading a private one.")
TokensOption = Annotated[
    Path | None,
    typer.Option("--tokens", envvar="RASID_TOKENS", help="The file of tokens; beside the store without it."),
]


def register(app: typer.Typer) -> None:
    """Add the server's commands to the command line."""
    app.command("serve")(serve_command)
    app.add_typer(token_app, name="token")


def serve_command(
    db: DbOption = "rasid.duckdb",
    host: Annotated[str, typer.Option("--host", help="0.0.0.0 for all of this machine's addresses.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 8000,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nothing can be written; others may read the file.")
    ] = False,
    private: Annotated[bool, typer.Option("--private", help="Reading needs a token, too.")] = False,
    tokens: TokensOption = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="How long an answer may take.")] = 20.0,
    private_hooks: Annotated[
        bool, typer.Option("--private-hooks", help="Webhooks may go to private addresses.")
    ] = False,
    origin: Annotated[list[str] | None, typer.Option("--origin", help="A site whose pages may ask (CORS).")] = None,
    own_tables: TablesOption = None,
) -> None:
    """Serve the API (and the page) over a store. Ctrl-C or SIGTERM: requests at hand are answered, then it stops."""
    import uvicorn

    from rasid.store import StoreError, open_store
    from rasid.web import Settings, create_app

    try:
        open_store(db, read_only=read_only, wait=2.0).close()
    except StoreError as fault:
        fail(str(fault), 1)
    settings = Settings(
        read_only=read_only, private=private, tokens=tokens, seconds=seconds, private_hooks=private_hooks,
        origins=tuple(origin or ()),
    )  # fmt: skip
    config = uvicorn.Config(
        create_app(db, settings), host=host, port=port, log_level="warning", timeout_graceful_shutdown=10,
        server_header=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    _announce(server)
    for number in (signal.SIGINT, signal.SIGTERM):  # the server hands them on once it has stopped: then all is done
        signal.signal(number, lambda *_: None)
    with contextlib.suppress(SystemExit):
        server.run()
    if not server.started:
        fail(f"{host}:{port} can't be listened on: is something there already?", 1)


@token_app.command("add")
def token_add(
    name: Annotated[str, typer.Argument(help="Whose it is: the reviewer's name in every decision.")],
    db: DbOption = "rasid.duckdb",
    tokens: TokensOption = None,
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="read, write, review; several are fine. All without it.")
    ] = None,
) -> None:
    """Make a token and print it: it is shown this once, only its hash is kept."""
    from rasid.web.tokens import SCOPES, TokenError, Tokens, default_path

    try:
        typer.echo(Tokens(tokens or default_path(db)).add(name, scope or list(SCOPES)))
    except (TokenError, OSError) as fault:
        fail(str(fault), 2)


@token_app.command("list")
def token_list(db: DbOption = "rasid.duckdb", tokens: TokensOption = None) -> None:
    """Whose tokens there are, what they may, since when."""
    from rasid.web.tokens import Tokens, default_path

    for name, scopes, made in Tokens(tokens or default_path(db)).names():
        typer.echo(f"{name}  {' '.join(scopes)}  {made}")


@token_app.command("remove")
def token_remove(
    name: Annotated[str, typer.Argument(help="Whose token.")],
    db: DbOption = "rasid.duckdb",
    tokens: TokensOption = None,
) -> None:
    """Withdraw a token; a running server refuses it from the next request on."""
    from rasid.web.tokens import TokenError, Tokens, default_path

    try:
        Tokens(tokens or default_path(db)).remove(name)
    except (TokenError, OSError) as fault:
        fail(str(fault), 2)


def _announce(server: "uvicorn.Server") -> None:
    """Say the address once the server listens: the port may be one that it chose."""
    import threading
    import time

    def wait() -> None:
        while not server.started and not server.should_exit:
            time.sleep(0.02)
        for listening in server.servers if server.started else ():
            for socket in listening.sockets:
                host, port = socket.getsockname()[:2]
                address = f"http://{host}:{port}"
                typer.echo(f"Rasid serves {address}  (its API: {address}/v1; Ctrl-C stops)", err=True)

    threading.Thread(target=wait, daemon=True).start()
