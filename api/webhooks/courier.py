"""Sends deliveries to webhooks: a thread that blocks neither requests nor jobs."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from api.db import Database
from api.http.background import BackgroundThread
from api.http.outage_log import OutageLog
from api.http.refusals import Unavailable
from api.operation.logs import SAID
from api.webhooks import outbox
from api.webhooks.destination import NameLookup, Network
from api.webhooks.outbox import Parcel
from api.webhooks.sender import Sender

LOG = logging.getLogger("parkwise.webhooks")
POLL = 1.0
"""Seconds between two looks at what is due."""
AT_ONCE, EACH = 16, 4
"""Deliveries on their way from one process, and of these for one organisation."""


@dataclass(slots=True)
class Courier(BackgroundThread):
    """Sends due deliveries; any number of processes may do so at once."""

    database: Database
    """Where deliveries are."""
    networks: Sequence[Network] = ()
    """That may be called although they are not public."""
    asked: Callable[[], bool] = lambda: False
    """Tells whether this process was asked to stop, which may be long before `stop`."""
    _trouble: OutageLog = field(default_factory=lambda: OutageLog("a courier", LOG))
    _all_noted: bool = True
    _names: NameLookup = field(default_factory=lambda: NameLookup(AT_ONCE))
    label = "webhooks"

    def stop(self) -> None:
        """Stop the thread; deliveries that are being sent are released, and are sent again."""
        BackgroundThread.stop(self)
        self._names.close()

    def run(self) -> None:
        """Send what is due, again and again."""
        while not (self._stopped.wait(POLL) or self.asked()):
            self._all_noted = True
            try:
                if self.database.read(outbox.has_due):
                    asyncio.run(self.deliver())
            except Exception as error:  # noqa: BLE001 - a courier outlives what it cannot foresee
                self._trouble.met(error)
            else:
                if self._all_noted:  # a database that cannot be written to may still be read
                    self._trouble.over()

    async def deliver(self) -> None:
        """Send until no delivery is due, or the service stops."""
        going: dict[asyncio.Task[None], str] = {}
        is_ending = False
        while True:
            while not self._stops() and (parcel := await self._next(going.values())) is not None:
                going[asyncio.create_task(self._take(parcel))] = parcel.organisation
            if self._stops() and not is_ending:
                is_ending = True  # once: again would interrupt the release of a delivery
                for task in going:
                    task.cancel()
            if not going:
                return
            done, _ = await asyncio.wait(
                going, timeout=POLL / 4, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                del going[task]
                if not task.cancelled():
                    task.result()

    def _stops(self) -> bool:
        return self._stopped.is_set() or self.asked()

    async def _next(self, going: Iterable[str]) -> Parcel | None:
        """Lease the next due delivery, of an organisation with free capacity."""
        counts = Counter(going)
        if counts.total() >= AT_ONCE:
            return None
        full = [name for name, count in counts.items() if count >= EACH]
        try:
            return await asyncio.to_thread(self.database.write, partial(outbox.claim, full=full))
        except Unavailable as error:
            self._not_noted(error)
            return None

    async def _take(self, parcel: Parcel) -> None:
        """Send a delivery and record the attempt; without a record it is sent again later."""
        try:
            attempt = await Sender(self.networks, self._names.look_up).send(parcel)
        except asyncio.CancelledError:
            await self._write(partial(outbox.release, parcel=parcel))
            raise
        facts = {  # never the address, which may hold a secret
            "delivery": parcel.id,
            "webhook": parcel.webhook,
            "organisation": parcel.organisation,
            "attempt": parcel.attempt,
            "seconds": round(attempt.seconds, 3),
            "status": attempt.status,
            "error": attempt.error,
        }
        if attempt.error is None:
            LOG.info("webhook delivered", extra={SAID: facts})
        else:
            LOG.warning("webhook not delivered", extra={SAID: facts})
        await self._write(partial(outbox.settle, parcel=parcel, attempt=attempt))

    async def _write(self, work: Callable[[Session], None]) -> None:
        try:
            await asyncio.to_thread(self.database.write, work)
        except Unavailable as error:
            self._not_noted(error)

    def _not_noted(self, error: Unavailable) -> None:
        self._all_noted = False
        self._trouble.met(error)
