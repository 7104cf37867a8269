"""Run the service in this process, on this machine only."""

import errno
import ipaddress
import os
import socket

import typer

from api.cli.environment import read_settings
from api.cli.failing import BAD_INPUT, TROUBLE, fail
from api.cli.own_faults import reporting_faults
from api.cli.terminal import console
from api.cli.words import Language, word

_BACKLOG = 2048


def serve(host: str, port: int, log_level: str, language: Language) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    host
        A loopback address; others need a key, which does not exist yet.
    port
        0 takes a free one.
    log_level
        Of uvicorn.
    language
        Of messages.
    """
    import uvicorn

    from api.app import create_app

    if not is_loopback(host):
        raise fail([word("error_host", language, host=host)], BAD_INPUT)
    settings = read_settings(language)
    with reporting_faults(language):
        app = create_app(settings)
    listener = listen(host, port, language)
    with listener:
        console(stderr=True).print(
            word("serving", language, url=_url(host, listener.getsockname()[1]))
        )
        server = uvicorn.Server(uvicorn.Config(app, log_level=log_level))
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            raise typer.Exit from None
    if not server.started:
        raise typer.Exit(TROUBLE)


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int, language: Language) -> socket.socket:
    """Return a listening socket, or leave with a sentence that says why there is none."""
    address = "127.0.0.1" if host.lower() == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((address, port))
        found.listen(_BACKLOG)
    except OSError as error:
        found.close()
        used = error.errno == errno.EADDRINUSE
        key = "error_port_used" if used else "error_port"
        sentence = word(key, language, host=host, port=port, reason=error.strerror)
        raise fail([sentence], TROUBLE) from None
    return found


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
