"""Where work of more than a millisecond runs, so that it never blocks the rest."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request
from pydantic import BaseModel

from api.language import Language
from api.processes import Compute, Processes
from api.refusals import Unavailable
from api.settings import Settings

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
Answer = Callable[[M, Settings, Language], bytes]
SMALL_BODY = 16 * 1024
RETRY_AFTER = 1


@dataclass(slots=True)
class Analyses:
    """The analyses that run and wait for this process.

    Parameters
    ----------
    most_waiting
        Past it no more are taken.
    limiter
        Threads of this process: one a core, since each keeps a core busy.
    processes
        Do instead what can be handed to them, once they are up.
    """

    most_waiting: int
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(os.cpu_count() or 1))
    processes: Processes = field(default_factory=lambda: Processes(0))
    taken: int = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Run work in a thread as soon as fewer than the limit are running.

        Raises
        ------
        Unavailable
            Too many wait already: an answer would come later than anybody waits.
        """
        with self._admitted():
            return await run_sync(work, limiter=self.limiter)

    async def run_apart(self, work: Callable[[], T]) -> T:
        """Run work that is made of importable names in another process, or else in a thread.

        Raises
        ------
        Unavailable
            Too many wait already, or the process was killed.
        """
        with self._admitted():
            found = self.processes.hand_over(work)
            if found is None:
                return await run_sync(work, limiter=self.limiter)
            return await self.processes.outcome(found)

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        if self.taken >= self.limiter.total_tokens + self.most_waiting:
            raise Unavailable.at("too_many_waiting", retry_after=RETRY_AFTER)
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1


def is_small(sent: bytes) -> bool:
    """Tell whether a body can only ask for work of about a millisecond, by its size."""
    return len(sent) <= SMALL_BODY


async def run_analysis(request: Request, work: Callable[[], T]) -> T:
    """Run work among the analyses of the service, in this process."""
    analyses: Analyses = request.app.state.analyses
    return await analyses.run(work)


def compute_of(request: Request) -> Compute:
    """Return what does the computing of work that runs in a thread of this process."""
    analyses: Analyses = request.app.state.analyses
    return analyses.processes.compute


async def answered_apart(
    request: Request,
    answer: Answer[M],
    model: type[M],
    sent: bytes,
    settings: Settings,
    language: Language,
) -> bytes:
    """Return the answer to a body among the analyses of the service, made in another process.

    Parameters
    ----------
    request
        Of the service.
    answer
        A function of a module, which computes.
    model
        Of the body.
    sent
        The body, which was checked by this model.
    settings, language
        Of the answer.
    """
    analyses: Analyses = request.app.state.analyses
    return await analyses.run_apart(partial(_answered, answer, model, sent, settings, language))


def _answered(
    answer: Answer[M], model: type[M], sent: bytes, settings: Settings, language: Language
) -> bytes:
    """Read the body again: it crosses over in less time than what was read from it."""
    return answer(model.model_validate_json(sent), settings, language)


async def run_apart(request: Request, work: Callable[[], T]) -> T:
    """Run work that is made of importable names among the analyses, in another process."""
    analyses: Analyses = request.app.state.analyses
    return await analyses.run_apart(work)
