"""The finished sample: the result of a fictitious enterprise, which everybody may see.

The engine computes the sample once for each process of the service, at the first demand, outside
any request: meanwhile requests are answered that it is not ready, or wait.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any, get_args

from api.compute.processes import LONG, Processes
from api.db.columns import stamp
from api.document.blocks import Head
from api.http.language import Language
from api.pages.results.result_view import ResultView, result_view
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.schemas import EXAMPLE
from api.reports.service import report_of
from api.results.evaluation import Evaluation, evaluate
from api.settings import Settings
from mcda.parks import Catalogue, scorable, unknown
from mcda.plain import Plain

ENTERPRISE: Mapping[str, Any] = EXAMPLE["enterprise"]
"""A maker of auto parts in Hangzhou that looks abroad for the first time."""
ORDER = (
    *("landed_cost", "hometown_ties", "industry_fit", "infrastructure"),
    *("one_stop_services", "government_support", "investor_type"),
)
"""What matters to it, the most first: of a self-assessment that went as far as its third page."""
_LANGUAGES: tuple[Language, ...] = get_args(Language)
_OWNER = "sample"


def catalogue_counts(catalogue: Catalogue) -> Plain:
    """Return the figures on a catalogue.

    How many ``parks`` there are, in how many ``countries`` those ``ranked`` lie, of which enough is
    known; dated ``claims``, each with a quotation, and their ``sources``; the ``cells`` by which
    parks are ranked, those ``open``, on which nothing is on record, and by criterion these
    ``gaps``, the most first.
    """
    ranked = scorable(catalogue)
    gaps = Counter(name for park in ranked for name in unknown(catalogue, park))
    return {
        "parks": len(catalogue.parks),
        "ranked": len(ranked),
        "countries": len({catalogue.parks[park].country for park in ranked}),
        "claims": len(catalogue.claims),
        "sources": len({claim.source.id for claim in catalogue.claims.values()}),
        "cells": len(ranked) * len(catalogue.criteria),
        "open": gaps.total(),
        "gaps": gaps.most_common(),
    }


@dataclass(frozen=True, slots=True)
class FinishedSample:
    """The computed sample."""

    document: bytes
    """As it is kept of results."""
    head: Plain
    """What is known of it as of a stored result."""
    told: Mapping[Language, ResultView]
    """By language as pages show it."""


class Sample:
    """The sample of a service."""

    def __init__(self, processes: Processes, settings: Settings) -> None:
        self._processes = processes
        self._settings = settings
        self._lock = threading.Lock()
        self._coming: Future[FinishedSample] | None = None
        self._reports: dict[Language, bytes] = {}

    @cached_property
    def counts(self) -> Plain:
        """The figures on the catalogue, counted once."""
        return catalogue_counts(catalogue_of(self._settings))

    def now(self) -> FinishedSample | None:
        """Return the sample if it is ready; never waits or starts the computation."""
        coming = self._coming
        if coming is None or not coming.done() or coming.exception() is not None:
            return None
        return coming.result()

    async def ready(self) -> FinishedSample:
        """Return the sample as soon as it is ready; the first caller starts the computation."""
        # Who goes away stops waiting, not the work that others wait for too.
        return await asyncio.shield(asyncio.wrap_future(self._begun()))

    def report(self, found: FinishedSample, language: Language) -> bytes:
        """Return the report for print, made once for each language, which takes seconds."""
        if language not in self._reports:
            head = Head(name=words(language)["home"]["sample_name"], at=found.head["at"])
            self._reports[language] = report_of(found.document, head, "pdf", language)
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
            coming.set_result(self._compute())
        except BaseException as error:  # noqa: BLE001 - whoever waits is told
            coming.set_exception(error)

    def _compute(self) -> FinishedSample:
        content: Plain = {"name": _OWNER, "enterprise": dict(ENTERPRISE)}
        if {info.id for info in catalogue_of(self._settings).all_criteria} >= set(ORDER):
            content["weights"] = {"kind": "ranked", "order": [[name] for name in ORDER]}
        work = partial(evaluate, content, self._settings)
        task = self._processes.hand_over(work, _OWNER, LONG)
        evaluation: Evaluation = work() if task is None else task.future.result()
        head = asdict(Head(number=1, version=1, at=stamp(datetime.now(UTC))))
        return FinishedSample(
            document=evaluation.document,
            head=head,
            told={
                language: result_view(head, evaluation.document, language, self._settings)
                for language in _LANGUAGES
            },
        )
