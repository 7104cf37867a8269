"""The finished sample: the result of a made-up enterprise, which everybody may look at.

It is computed by the engine, once for a process of the service, when it is first asked for, and in
no request: who asks meanwhile is told that it is not there yet, or waits.
"""

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any, get_args

from api.db.columns import stamp
from api.document.blocks import Head
from api.language import Language
from api.pages.home.catalogue_counts import CatalogueCounts
from api.pages.results.result_view import ResultView, result_view
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.processes import LONG, Processes
from api.reports.service import make_report
from api.results.evaluation import answer_of
from api.settings import Settings
from mcda.parks import Catalogue

Plain = dict[str, Any]
ENTERPRISE: Mapping[str, Any] = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme",
    "first_investment": True,
    "intent": "trial",
}
"""A maker of auto parts in Hangzhou that looks abroad for the first time."""
ORDER = (
    *("trade_cost_exposure", "land_price", "hometown_ties", "infrastructure"),
    *("one_stop_services", "government_support", "investor_type"),
)
"""What matters to it, the most first: of a self-assessment that went as far as its third page."""
_LANGUAGES: tuple[Language, ...] = get_args(Language)
_OWNER = "sample"


@dataclass(frozen=True, slots=True)
class FinishedSample:
    """The sample once it is there.

    Parameters
    ----------
    answer
        In codes, as results are kept.
    head
        What is known of it as of a stored result.
    told
        By language as pages show it.
    """

    answer: bytes
    head: Plain
    told: Mapping[Language, ResultView]

    def report(self, language: Language) -> bytes:
        """Return its report for print."""
        head = Head(name=words(language)["home"]["sample_name"], at=self.head["at"])
        return make_report(self.answer, head, "pdf", language)


class Sample:
    """The sample of a service.

    Parameters
    ----------
    processes
        Where it is computed, if there are any.
    settings
        With the catalogue.
    """

    def __init__(self, processes: Processes, settings: Settings) -> None:
        self._processes = processes
        self._settings = settings
        self._lock = threading.Lock()
        self._coming: Future[FinishedSample] | None = None
        self._reports: dict[Language, bytes] = {}

    @cached_property
    def counts(self) -> CatalogueCounts:
        """What the catalogue knows and does not, counted once."""
        return CatalogueCounts.of(catalogue_of(self._settings))

    def now(self) -> FinishedSample | None:
        """Return it if it is there; never waits, and begins nothing."""
        coming = self._coming
        if coming is None or not coming.done() or coming.exception() is not None:
            return None
        return coming.result()

    async def ready(self) -> FinishedSample:
        """Return it when it is there; whoever comes first has it begun."""
        # Who goes away stops waiting, not the work that others wait for too.
        return await asyncio.shield(asyncio.wrap_future(self._begun()))

    def report(self, found: FinishedSample, language: Language) -> bytes:
        """Return its report for print, made once for each language; that takes seconds."""
        if language not in self._reports:
            self._reports[language] = found.report(language)
        return self._reports[language]

    def _begun(self) -> "Future[FinishedSample]":
        with self._lock:
            coming = self._coming
            if coming is None or (coming.done() and coming.exception() is not None):
                self._coming = coming = Future()
                work = partial(self._finish, coming)
                threading.Thread(target=work, name="sample", daemon=True).start()
            return coming

    def _finish(self, coming: "Future[FinishedSample]") -> None:
        try:
            coming.set_result(self._made())
        except BaseException as error:  # noqa: BLE001 - whoever waits is told
            coming.set_exception(error)

    def _made(self) -> FinishedSample:
        work = partial(answer_of, _content(catalogue_of(self._settings)), self._settings)
        task = self._processes.hand_over(work, _OWNER, LONG)
        answer: bytes = work() if task is None else task.future.result()
        head = {
            "number": 1,
            "version": 1,
            "at": stamp(datetime.now(UTC)),
            "by": "",
            "language": None,
            "winners": [],
        }
        return FinishedSample(
            answer=answer,
            head=head,
            told={one: result_view(head, answer, one, self._settings) for one in _LANGUAGES},
        )


def _content(catalogue: Catalogue) -> Plain:
    """Return the self-assessment; in a catalogue of other criteria without their order."""
    content: Plain = {"name": _OWNER, "enterprise": dict(ENTERPRISE)}
    if {info.id for info in catalogue.criteria} != set(ORDER):
        return content
    return {**content, "weights": {"kind": "ranked", "order": [[name] for name in ORDER]}}
