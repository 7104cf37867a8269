"""Does the work of a job; uses neither queue nor web."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import orjson

from api.http.localisation import encode, names_of
from api.jobs.enterprises import MOST_FAULTS, faults_of, read
from api.jobs.portfolio_enterprise import compact, plain
from api.jobs.portfolio_warnings import PortfolioWarnings
from api.jobs.results import portfolio_kept
from api.jobs.schemas import JobModel, PortfolioJob, RankingJob, RecommendationsJob
from api.parks.catalogue import catalogue_of, rests_on
from api.parks.convert import called_parks, to_overrides, to_scales, to_unknowns
from api.parks.profile_fit import statement_for
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.analysis import plan_of
from api.rankings.convert import check_size, to_method, to_problem
from api.rankings.presentation import with_spec
from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.settings import Settings
from mcda.errors import (
    Fault,
    InvalidEnterprise,
    InvalidMethod,
    InvalidWeights,
    McdaError,
    Note,
    error_path,
)
from mcda.methods import METHODS
from mcda.parks import Appraisal, Enterprise, appraise, gates
from mcda.parks.criteria import CRITERIA
from mcda.parks.exclusions import exclusions, first_ask
from mcda.parks.portfolio import PortfolioRanking, portfolio
from mcda.plain import Plain
from mcda.problem import Problem
from mcda.robust.sampling_run import Progress
from mcda.weight_vector import WeightVector
from weights.kinds.profile import Profile
from weights.kinds.unstated import Unstated
from weights.spec import Statement
from weights.validation import validated_json
from weights.weightings import WEIGHTINGS, resolve, weighting_of

Group = tuple[WeightVector, np.ndarray[Any, np.dtype[np.int64]]]
_SLICE = 2_000


def perform(sent: bytes, settings: Settings, progress: Progress) -> bytes:
    """Return the result of a job in codes, in the form that is stored.

    Raises
    ------
    McdaError
        The errors that the same request would raise synchronously.
    """
    job = validated_json(JobModel, sent).root
    match job:
        case RankingJob():
            with error_path("request"):
                return encode(rank_problem(job.request, settings, progress))
        case RecommendationsJob():
            answers = []
            progress(0, len(job.requests))
            for place, request in enumerate(job.requests):
                with error_path("requests", place):
                    answers.append(encode(recommend(request, settings)))
                progress(place + 1, len(job.requests))
            return b'{"items":[%b]}' % b",".join(answers)
        case PortfolioJob():
            return _portfolio(job, settings, progress)


def check(job: RankingJob | RecommendationsJob | PortfolioJob, settings: Settings) -> None:
    """Refuse a job at once if its faults are visible without doing the work.

    Raises
    ------
    McdaError
        As `perform` would, later.
    """
    match job:
        case RankingJob():
            with error_path("request"):
                _refuse_local(job.request)
                to_problem(job.request.problem, settings)
                to_method(job.request.method)
                plan_of(job.request.sensitivity, settings, job.request.detail)
        case RecommendationsJob():
            for place, request in enumerate(job.requests):
                with error_path("requests", place):
                    _refuse_local(request)
        case PortfolioJob():
            _refuse_local(job)
            to_method(job.method)
            _understood(job, settings)


def _refuse_local(asked: RankingRequest | RecommendationRequest | PortfolioJob) -> None:
    """Refuse methods and weightings that the processes of the queue do not know."""
    name = asked.method.name
    if name in METHODS.local:
        raise InvalidMethod([Fault("method_local", ("method", "name"), {"method": name})])
    kinds = set() if asked.weights is None else _kinds(asked.weights)
    for kind in kinds & set(WEIGHTINGS.local):
        raise InvalidWeights([Fault("weighting_local", ("weights",), {"kind": kind})])
    criteria = () if isinstance(asked, RankingRequest) else asked.criteria or ()
    for place, name in enumerate(criteria):
        if name in CRITERIA.local:
            fault = Fault("criterion_local", ("criteria", place), {"criterion": name})
            raise InvalidEnterprise([fault])


def _kinds(weights: Statement) -> set[str]:
    parts = weighting_of(weights).parts(weights)
    return {weights.kind, *(kind for part in parts for kind in _kinds(part))}


def _portfolio(job: PortfolioJob, settings: Settings, progress: Progress) -> bytes:
    total = len(job.enterprises)
    progress(0, total)
    method, catalogue = to_method(job.method), catalogue_of(settings)
    nobody, groups = _understood(job, settings)
    enterprises = read(job.enterprises)
    overrides = to_overrides(job.overrides)
    rated = portfolio(
        catalogue,
        enterprises,
        nobody.alternative_ids,
        job.criteria,
        overrides,
        job.scenario,
        to_unknowns(job.unknowns),
        to_scales(job.scales),
    )
    own = [(item.alternative, item.criterion) for item in overrides]
    cautions = PortfolioWarnings(nobody, catalogue, own)
    ordered = [b""] * total
    done = 0
    for vector, rows in groups:
        for start in range(0, len(rows), _SLICE):
            part = rows[start : start + _SLICE]
            for row, ranking in zip(part.tolist(), rated.ranked(vector, method, part), strict=True):
                item = {
                    "id": job.enterprises[row].id,
                    "best": _best(ranking, rated.parks, job.top),
                    "warnings": cautions.of(enterprises[row]),
                }
                ordered[row] = compact(item)
                done += 1
                progress(done, total)
    answer = {
        "parks": rated.parks,
        "criteria": nobody.criterion_ids,
        "warnings": cautions.of_all(),
        "names": names_of(nobody),
    }
    spec = orjson.dumps(job.model_copy(update={"deadline_seconds": None}), default=plain)
    document = with_spec(answer, spec, None, rests_on(settings))
    return portfolio_kept(document, cautions.known, ordered)


def _understood(job: PortfolioJob, settings: Settings) -> tuple[Appraisal, list[Group]]:
    """Return the parks appraised for no particular enterprise, and the weights of enterprises.

    Raises
    ------
    InvalidEnterprise
        Up to 100 faults of enterprises, in their order.
    """
    nobody = _nobody(job, settings)
    groups, faults = _groups(job, nobody)
    faults = [*faults_of(job.enterprises, catalogue_of(settings)), *faults]
    if faults:
        raise InvalidEnterprise(sorted(faults, key=lambda fault: fault.path[1])[:MOST_FAULTS])
    return nobody, groups


def _nobody(
    job: PortfolioJob, settings: Settings, considered: Sequence[str] | None = None
) -> Appraisal:
    """Return parks appraised for no enterprise: those named, else those that all may consider."""
    catalogue = catalogue_of(settings)
    with called_parks():
        check_size(len(job.parks or ()), len(job.criteria or ()), settings)
        nobody = appraise(
            catalogue,
            Enterprise(),
            job.parks if considered is None else considered,
            job.criteria,
            to_overrides(job.overrides),
            job.scenario,
            unknowns=to_unknowns(job.unknowns),
            scales=to_scales(job.scales),
        )
    if job.parks is not None or considered is not None:
        return nobody
    closed = gates(catalogue, Enterprise(), nobody.alternative_ids, nobody.today)
    apart = {item.alternative for item in exclusions(first_ask(nobody), closed)}
    return _nobody(job, settings, [park for park in nobody.alternative_ids if park not in apart])


def _groups(job: PortfolioJob, problem: Problem) -> tuple[list[Group], list[Note]]:
    """Return the distinct weights, each with the positions of the enterprises that use them.

    Profiles that cannot be used give faults, up to 100, one at each enterprise that names them.
    """
    places: dict[tuple[bool, str], list[int]] = {}
    stated: dict[tuple[bool, str], Statement] = {}
    for place, (client, statement) in enumerate(zip(job.enterprises, _stated(job), strict=True)):
        key = (client.profile is not None, statement.model_dump_json())
        stated[key] = statement
        places.setdefault(key, []).append(place)
    groups: list[Group] = []
    faults: list[Note] = []
    for (is_own, name), rows in places.items():
        try:
            with error_path(*(() if is_own else ("weights",))):
                vector = resolve(stated[is_own, name], problem)
            groups.append((vector, np.array(rows, dtype=np.int64)))
        except McdaError as error:
            if not is_own:
                raise
            first, wrong = error.faults[0], rows[:MOST_FAULTS]
            faults += [first.at_path("enterprises", row, "profile") for row in wrong]
    return groups, faults


def _stated(job: PortfolioJob) -> Iterator[Statement]:
    """Yield the statement of each enterprise's weights: its profile, the job's, or from facts."""
    derived: dict[bytes, Statement] = {}
    for client in job.enterprises:
        if client.profile is not None:
            yield Profile(kind="profile", id=client.profile)
        elif job.weights is not None:
            yield job.weights
        else:
            if client.facts not in derived:
                derived[client.facts] = Unstated(kind="unstated")
                with suppress(InvalidEnterprise):  # told of the enterprise
                    derived[client.facts], _ = statement_for(client.enterprise())
            yield derived[client.facts]


def _best(found: PortfolioRanking, parks: tuple[str, ...], top: int) -> list[Plain]:
    order = np.lexsort((-found.scores, found.ranks))[:top].tolist()
    return [
        {
            "alternative": parks[row],
            "rank": int(found.ranks[row]),
            "score": float(found.scores[row]),
            "unknown": int(found.unknown[row]),
        }
        for row in order
    ]
