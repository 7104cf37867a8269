"""Receivers of webhooks on this machine, and organisations that have some."""

import asyncio
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import pytest
from sqlalchemy import select, update

from api.access.caller import Caller
from api.db import Database
from api.db.columns import now
from api.db.tables import DeliveryRow, WebhookRow
from api.keys.service import organisation_named
from api.webhooks import outbox, service
from api.webhooks.courier import Courier
from api.webhooks.schemas import WebhookRequest

HERE = (ip_network("127.0.0.0/8"),)


class Receiver:
    """An HTTP server that keeps what came and answers as it is told.

    Parameters
    ----------
    answer
        Called with the handler of each request; by default 204.
    context
        Of TLS, if any.
    """

    def __init__(
        self, answer: Callable[[Any], None] | None = None, context: ssl.SSLContext | None = None
    ) -> None:
        self.came: list[tuple[str, dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.freed = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.came.append((self.path, headers, body))
                (answer or receiver.answered)(self)

            do_GET = do_POST  # noqa: N815 - as the library looks for it

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass  # whoever called has gone

        self.server = Server(("127.0.0.1", 0), Handler)
        self.scheme = "http" if context is None else "https"
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.url = f"{self.scheme}://127.0.0.1:{self.port}/hook?token=x"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def answered(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(self.statuses.pop(0) if self.statuses else 204)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def hung(self, _: BaseHTTPRequestHandler) -> None:
        self.freed.wait(60)

    def close(self) -> None:
        self.freed.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def events(self) -> list[str]:
        return [json.loads(body)["type"] for _, _, body in self.came]


@pytest.fixture
def receive() -> Iterator[Callable[..., Receiver]]:
    """Give what starts a receiver."""
    with ExitStack() as stack:

        def start(**options: Any) -> Receiver:
            made = Receiver(**options)
            stack.callback(made.close)
            return made

        yield start


@pytest.fixture
def file_database(sqlite_url: str) -> Iterator[Database]:
    with closing(Database(sqlite_url)) as opened:
        yield opened


def caller_of(database: Database, org: str) -> Caller:
    owner = database.write(lambda s: organisation_named(s, org))
    return Caller(organisation=owner, by="tests", scopes=frozenset({"admin"}))


class Post:
    """The deliveries of a database, and a courier for them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.courier = Courier(database, HERE)

    def hook(self, url: str, org: str = "a", **fields: Any) -> dict[str, Any]:
        """Make a webhook; its form is checked elsewhere."""
        asked = WebhookRequest(url=url, **fields)
        caller = caller_of(self.database, org)
        return self.database.write(
            lambda s: service.create(s, caller, asked, "https://parks.example", 100)
        )

    def announce(self, org: str = "a", event: str = "job.done", job: str = "5" * 24) -> None:
        caller = caller_of(self.database, org)
        path, data = f"/v1/jobs/{job}", {"id": job, "state": event.partition(".")[2]}
        self.database.write(
            lambda s: outbox.announce(s, caller.organisation, event, now(), data, path)
        )

    def deliver(self) -> None:
        """Send what is due now."""
        asyncio.run(self.courier.deliver())

    def hurry(self) -> None:
        """Let the time of every waiting delivery have come."""
        waiting = update(DeliveryRow).where(DeliveryRow.state == "waiting")
        self.database.write(lambda s: s.execute(waiting.values(due_at=now())))

    def rows(self) -> list[DeliveryRow]:
        asked = select(DeliveryRow).order_by(DeliveryRow.created_at, DeliveryRow.id)
        return self.database.read(lambda s: list(s.scalars(asked)))

    def webhook(self, made: dict[str, Any]) -> WebhookRow:
        return self.database.read(lambda s: s.get_one(WebhookRow, made["id"]))

    def test(self, made: dict[str, Any], org: str = "a") -> None:
        caller = caller_of(self.database, org)
        self.database.write(lambda s: service.test(s, caller, made["id"]))


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    made = Post(database)
    yield made
    made.courier.stop()


@pytest.fixture
def file_post(file_database: Database) -> Iterator[Post]:
    """Give the same where it does not matter which database."""
    made = Post(file_database)
    yield made
    made.courier.stop()
