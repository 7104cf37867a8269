"""Does the work of a job; knows neither queue nor web."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from api.jobs.schemas import ClientModel, JobModel, PortfolioJob, RankingJob, RecommendationsJob
from api.language import Language
from api.parks.catalogue import catalogue_of
from api.parks.given import called_parks, to_enterprise, to_overrides
from api.parks.service import recommend
from api.rankings.convert import check_size, to_method, to_plan, to_problem
from api.rankings.record import with_record
from api.rankings.service import rank_problem
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, McdaError, located
from mcda.parks import Enterprise
from mcda.parks.portfolio import Portfolio, Ranked, portfolio
from mcda.problem import Problem
from mcda.robust.chunks import Progress
from mcda.weight_vector import WeightVector
from weights.resolve import resolve
from weights.spec import Profile, Statement

Plain = dict[str, Any]
_SLICE = 2_000


def perform(sent: bytes, settings: Settings, language: Language, progress: Progress) -> bytes:
    """Return the result of a job as JSON.

    Parameters
    ----------
    sent
        The request as it was checked and stored.
    settings
        With the limits of jobs.
    language
        Of sentences.
    progress
        Told how much is done, of how much.

    Raises
    ------
    McdaError
        Whatever the same request would raise at once.
    """
    job = JobModel.model_validate_json(sent).root
    match job:
        case RankingJob():
            with located("request"):
                return rank_problem(job.request, settings, language, progress)
        case RecommendationsJob():
            return _recommendations(job, settings, language, progress)
        case PortfolioJob():
            return _portfolio(job, settings, progress)


def check(job: RankingJob | RecommendationsJob | PortfolioJob, settings: Settings) -> None:
    """Refuse at once what can be seen without doing the work.

    Raises
    ------
    McdaError
        As `perform` would, later.
    """
    match job:
        case RankingJob():
            with located("request"):
                to_problem(job.request.problem, settings)
                to_method(job.request)
                to_plan(job.request.sensitivity, settings)
        case RecommendationsJob():
            pass
        case PortfolioJob():
            to_method(job)
            _groups(job, _nobody(job, settings))


def _recommendations(
    job: RecommendationsJob, settings: Settings, language: Language, progress: Progress
) -> bytes:
    answers = []
    for place, request in enumerate(job.requests):
        with located("requests", place):
            answers.append(recommend(request, settings, language))
        progress(place + 1, len(job.requests))
    return b'{"items":[%b]}' % b",".join(answers)


def _portfolio(job: PortfolioJob, settings: Settings, progress: Progress) -> bytes:
    problem, seen = _seen(job, settings)
    method, groups = to_method(job), _groups(job, problem)
    ordered: list[Plain | None] = [None] * len(job.enterprises)
    done = 0
    for vector, rows in groups:
        for start in range(0, len(rows), _SLICE):
            part = rows[start : start + _SLICE]
            for row, found in zip(part.tolist(), seen.ranked(vector, method, part), strict=True):
                ordered[row] = _line(job.enterprises[row].id, found, seen.parks, job.top)
            done += len(part)
            progress(done, len(job.enterprises))
    answer = {"items": ordered, "parks": seen.parks, "criteria": problem.criterion_ids}
    return with_record(answer, job.model_copy(update={"deadline_seconds": None}), None)


def _seen(job: PortfolioJob, settings: Settings) -> tuple[Problem, Portfolio]:
    """Return the parks as nobody in particular sees them, and as the enterprises do."""
    catalogue, overrides = catalogue_of(settings), to_overrides(job.overrides)
    nobody = _nobody(job, settings)
    clients = list(_clients(job.enterprises))
    try:
        seen = portfolio(catalogue, clients, job.parks, job.criteria, overrides, job.scenario)
    except McdaError as error:
        raise type(error)([fault.under("enterprises") for fault in error.faults]) from error
    return nobody, seen


def _nobody(job: PortfolioJob, settings: Settings) -> Problem:
    with called_parks():
        check_size(len(job.parks or ()), len(job.criteria or ()), settings)
        return catalogue_of(settings).appraise(
            Enterprise(), job.parks, job.criteria, to_overrides(job.overrides), job.scenario
        )


def _clients(models: list[ClientModel]) -> Iterator[Enterprise]:
    ids: set[str] = set()
    for place, said in enumerate(models):
        if said.id in ids:
            path = ("enterprises", place, "id")
            raise InvalidInput([Fault("duplicate_enterprise", path, {"id": said.id})])
        ids.add(said.id)
        with located("enterprises", place):
            yield to_enterprise(said)


def _groups(
    job: PortfolioJob, problem: Problem
) -> list[tuple[WeightVector, np.ndarray[Any, np.dtype[np.int64]]]]:
    """Return the weights in use, each with the places of the enterprises that use them."""
    places: dict[str | None, list[int]] = {}
    for place, client in enumerate(job.enterprises):
        places.setdefault(client.profile, []).append(place)
    groups = []
    for name, rows in places.items():
        where = ("weights",) if name is None else ("enterprises", rows[0], "profile")
        said: Statement = job.weights if name is None else Profile(kind="profile", id=name)
        with located(*where):
            groups.append((resolve(said, problem), np.array(rows, dtype=np.int64)))
    return groups


def _line(client: str, found: Ranked, parks: tuple[str, ...], top: int) -> Plain:
    order = np.lexsort((-found.scores, found.ranks))[:top].tolist()
    return {
        "id": client,
        "best": [
            {
                "park": parks[row],
                "rank": int(found.ranks[row]),
                "score": float(found.scores[row]),
                "unknown": int(found.unknown[row]),
            }
            for row in order
        ],
    }
