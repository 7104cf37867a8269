"""The real service in a process of its own, and real servers in a thread of this one."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn


@contextmanager
def served(folder: Path, before: Callable[[], object] | None = None) -> Iterator[str]:
    """Give the address of a service that saves in a folder, with a slash at its end.

    Parameters
    ----------
    folder
        Of its database.
    before
        Done in its process before the program is begun.
    """
    told = folder / "stderr.txt"
    code = "from api.cli import main; main()"
    own = {"PARKWISE_DATABASE": f"sqlite:///{folder}/own.db", "LC_ALL": "en_US.UTF-8"}
    with (
        told.open("w") as file,
        subprocess.Popen(
            [sys.executable, "-c", code, "serve", "--port", "0"],
            cwd=Path(__file__).parents[1],
            stderr=file,
            preexec_fn=before,
            env={**os.environ, **own},
        ) as process,
    ):
        try:
            yield f"{_listening(told, process)}/"
            process.send_signal(signal.SIGINT)
            assert process.wait(40) == 0
        finally:
            process.kill()


@contextmanager
def threaded(config: uvicorn.Config) -> Iterator[int]:
    """Give the port at which a server of this process listens."""
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def _listening(told: Path, process: "subprocess.Popen[bytes]") -> str:
    """Return where it listens; requests wait until it is up."""
    for _ in range(1200):
        if found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text()):
            return found[0]
        assert process.poll() is None, told.read_text()
        time.sleep(0.05)
    raise AssertionError("the service did not start")
