r"""The law of a rated cell: what its source says, and what is typical, each by its precision.

Who chooses the best of many noisy figures picks the luckiest error. So a figure :math:`x` with
standard deviation s counts as the posterior of the truth,

.. math:: r x + (1 - r) \mu, \quad \text{variance } r s^2, \quad r = \tau^2 / (\tau^2 + s^2),

of prices in logarithms, of ratings in levels. :math:`\mu` and :math:`\tau` are typical of the
park's country, by the figures of other sources there and of its region, one vote a source: a
country's mean is normal around that of its region, a park's truth around that of its country. A
figure that stands for a whole country or for neighbours says nothing of the park beyond it. What is
not known of the country's mean moves all its parks at once: they share it as a source of doubt.
``data/evidence.toml`` holds the standard deviations and where they come from. What no source says
is assumed: of an unknown cell the mixture of similar parks, or bounds.

References
----------
Smith, J. E. & Winkler, R. L. (2006). The optimizer's curse: skepticism and postdecision surprise in
decision analysis. Management Science 52(3), 311-322. doi:10.1287/mnsc.1050.0451
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from statistics import fmean
from typing import Any, Literal, get_args

import numpy as np

from mcda.cells import Cell, Interval, LogNormal, Triangular, Typical, TypicalLog, Unknown
from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.data_files import document
from mcda.parks.evidence import Evidence, span, spread
from mcda.parks.model import CriterionInfo, Park, Rating, Text
from mcda.parks.quality import quality
from mcda.parks.rationale import rationale
from mcda.parks.remarks import proxy_note

_QUANTILES = (np.arange(64) + 0.5) / 64
_NOTHING = 1e-12  # a width below it is none


@dataclass(frozen=True, slots=True)
class _Vote:
    """What one source says of a park, or of its country."""

    country: str
    region: str
    figure: float
    variance: float
    source: object
    is_general: bool


@dataclass(frozen=True, slots=True)
class Laws:
    """The laws of one criterion of all parks of a catalogue."""

    known: Mapping[str, Cell]
    """Of the parks with a rating, by id."""
    typical: Mapping[str, TypicalLog]
    """Of parks of a country where nothing is known, by the country's id; of prices alone."""
    counts: Mapping[str, int]
    """How many sources speak of the country."""


def laws(catalogue: Catalogue, info: CriterionInfo, today: date, stale_after: int) -> Laws:
    """Return the laws of a rated criterion, made once for a catalogue and a day."""
    key = (info.id, today, stale_after)
    if key not in catalogue.made:
        catalogue.made[key] = _laws(catalogue, info, today, stale_after)
    made: Laws = catalogue.made[key]
    return made


def _laws(catalogue: Catalogue, info: CriterionInfo, today: date, stale_after: int) -> Laws:
    widths, deviations = _document()["width"], _document().get(info.id)
    known: dict[str, Cell] = {}
    votes: dict[str, _Vote] = {}
    for (park_id, criterion), rating in catalogue.ratings.items():
        if criterion != info.id:
            continue
        park = catalogue.parks[park_id]
        evidence, _ = rated_evidence(catalogue, park, info)
        known[park_id] = evidence.cell
        grade = quality(evidence, today, stale_after).grade
        figure, deviation = _moments(evidence.cell, info)
        votes[park_id] = _Vote(
            park.country,
            catalogue.countries[park.country].region,
            figure,
            (deviation * widths.get(grade, 1.0)) ** 2,
            tuple(sorted(rating.stated_by or rating.claims)) or park_id,
            rating.kind == "derived",
        )
    if deviations is None:
        return Laws(known, {}, {})
    between, within = deviations["between"], deviations["within"]
    for park_id, vote in votes.items():
        others = [v for v in votes.values() if v.source != vote.source or vote.is_general]
        mean, variance = _country(others, vote.country, vote.region, between, within)
        residual = f"country.{vote.country}.{info.id}"
        truth = variance + within**2
        r = 0.0 if vote.is_general else truth / (truth + vote.variance)
        doubt = truth if vote.is_general else r * vote.variance
        if doubt > _NOTHING:
            posterior = r * vote.figure + (1 - r) * mean, doubt
            shared = (1 - r) ** 2 * variance
            known[park_id] = _law(known[park_id], info, *posterior, shared, residual)
    typical, counts = {}, {}
    for name, country in catalogue.countries.items() if info.use is not None else ():
        mean, variance = _country([*votes.values()], name, country.region, between, within)
        total = variance + within**2
        shared_by = ((f"country.{name}.{info.id}", math.sqrt(variance / total)),)
        typical[name] = TypicalLog(mu=mean, sigma=math.sqrt(total), shared=shared_by)
        counts[name] = len({v.source for v in votes.values() if v.country == name})
    return Laws(known, typical, counts)


def _country(
    votes: Sequence[_Vote], country: str, region: str, between: float, within: float
) -> tuple[float, float]:
    """Return mean and variance of a country's mean, after the votes of its own and its region."""
    groups: dict[object, list[_Vote]] = {}
    for vote in votes:
        groups.setdefault(vote.source, []).append(vote)
    each = [
        (
            group[0],
            fmean(vote.figure for vote in group),
            fmean(vote.variance for vote in group)
            + (0.0 if group[0].is_general else within**2 / len(group)),
        )
        for group in groups.values()
    ]
    near = [item for item in each if item[0].region == region] or each
    prior = np.average(
        [figure for _, figure, _ in near], weights=[1 / (between**2 + v) for _, _, v in near]
    )
    own = [(x, 1 / max(v, _NOTHING)) for vote, x, v in each if vote.country == country]
    total = 1 / between**2 + math.fsum(precision for _, precision in own)
    weighted = prior / between**2 + math.fsum(x * precision for x, precision in own)
    return float(weighted / total), 1 / total


def _moments(cell: Cell, info: CriterionInfo) -> tuple[float, float]:
    """Return mean and standard deviation of a cell, of a price in logarithms."""
    if not isinstance(cell, Interval | Triangular):
        value = float(cell)  # type: ignore[arg-type]  # a rating is a number or has bounds
        return (math.log(value) if info.use is not None else value), 0.0
    values = cell.quantile(_QUANTILES)
    values = np.log(values) if info.use is not None else values
    return float(values.mean()), float(values.std())


def _law(
    cell: Cell, info: CriterionInfo, mean: float, variance: float, shared: float, source: str
) -> Cell:
    """Return the law of a mean and a variance, part of which is shared, in the form of the cell."""
    loading = ((source, round(math.sqrt(min(shared / variance, 1.0)), 9)),)
    if info.use is not None:
        return LogNormal(mu=mean, sigma=math.sqrt(variance), shared=loading)
    figure, deviation = _moments(cell, info)
    if not isinstance(cell, Interval | Triangular) or deviation < _NOTHING:
        return cell
    factor, (least, most) = math.sqrt(variance) / deviation, info.possible

    def moved(value: float) -> float:
        return round(min(max(mean + factor * (value - figure), least), most), 10)

    mode = moved(cell.mode) if isinstance(cell, Triangular) else None
    law = spread(moved(cell.low), mode, moved(cell.high))
    return replace(law, shared=loading) if isinstance(law, Interval | Triangular) else law


@cache
def _document() -> dict[str, Any]:
    return document("evidence.toml")


def rated_evidence(
    catalogue: Catalogue, park: Park, info: CriterionInfo
) -> tuple[Evidence, tuple[Note, ...]]:
    """Return the evidence of a rating of a park, and its notes."""
    rating = catalogue.ratings.get((park.id, info.id))
    if rating is None:
        reason = rationale("rating_unknown", park=park.name, criterion=info.name)
        return Evidence(cell=None, unit=info.unit, kind="unknown", rationale=reason), ()
    terms = () if rating.tenure is None else rating.tenure.claims
    ladder = catalogue.ladders.get(rating.criterion)
    levels = () if ladder is None else ladder.levels
    is_silent = any(level.silent and level.id == rating.level for level in levels)
    evidence = Evidence(
        cell=spread(rating.low, rating.mode, rating.high),
        unit=info.unit,
        kind=rating.kind,
        rationale=rating.rationale,
        claims=tuple(catalogue.claims[claim] for claim in dict.fromkeys((*rating.claims, *terms))),
        proxy=rating.kind == "derived",
        general=frozenset((*_general(catalogue, rating, park), *(set(terms) - {*rating.claims}))),
        doubts=("nothing_on_record",) if is_silent else (),
    )
    return evidence, (proxy_note(rating, park, info),) if rating.kind == "derived" else ()


def _general(catalogue: Catalogue, rating: Rating, park: Park) -> Iterator[str]:
    """Yield the claims of a rating that do not state the fact behind its mode.

    If the rating does not name the stating claims, these are claims about neither the park nor its
    estate or guests; if neighbours stand in for the park, their prices are the fact.
    """
    if rating.stated_by is not None:
        yield from (name for name in rating.claims if name not in rating.stated_by)
        return
    guests = (guest.id for guest in catalogue.guests_of(park.id))
    related = {park.id, park.host_estate, *guests}
    rates = {rate.claim for rate in catalogue.rates}
    for name in rating.claims:
        other = catalogue.claims[name].subject not in related
        if name in rates or (other and rating.kind != "derived"):
            yield name


Unknowns = Literal["typical", "bounds", "cautious"]
UNKNOWNS: tuple[Unknowns, ...] = get_args(Unknowns)
_ENOUGH = 3
"""Known parks of a country or region from which another of it is judged."""
_HALF = 0.5
_QUARTER = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A cell that stands in for an unknown one, and the reason by language."""

    cell: Typical | Unknown
    rationale: Text


def assumption(
    info: CriterionInfo,
    park: Park,
    known: Mapping[str, Cell],
    catalogue: Catalogue,
    unknowns: Unknowns = "typical",
) -> Assumption:
    """Return the assumed cell of a park on a criterion for which nothing is known.

    ``typical`` is a random one of the known cells of the park's country, else of its region, if at
    least three are known there; else half of the draws come from all known parks and half from
    anywhere on the scale, or all of them if no park is known. ``bounds`` is anywhere on the scale,
    ``cautious`` anywhere in the quarter at its worst end.
    """
    low, high = info.range
    if unknowns == "cautious":
        width = _QUARTER * (high - low)
        ends = (high - width, high) if info.direction == "cost" else (low, low + width)
        worst = Unknown(low=ends[0], high=ends[1])
        return Assumption(cell=worst, rationale=rationale("assumed_cautious"))
    if unknowns == "bounds" or not known:
        return Assumption(cell=Unknown(low=low, high=high), rationale=rationale("assumed_bounds"))
    place = catalogue.countries[park.country]
    in_country = [c for p, c in known.items() if catalogue.parks[p].country == park.country]
    in_region = [
        cell
        for name, cell in known.items()
        if catalogue.countries[catalogue.parks[name].country].region == place.region
    ]
    for cells, where in ((in_country, place.name), (in_region, catalogue.regions[place.region])):
        if len(cells) >= _ENOUGH:
            reason = rationale("assumed_typical", count=str(len(cells)), where=where)
            return Assumption(cell=_mixed(cells), rationale=reason)
    reason = rationale("assumed_anywhere", count=str(len(known)))
    return Assumption(cell=_mixed([*known.values()], (low, high)), rationale=reason)


def _mixed(cells: Sequence[Cell], anywhere: tuple[float, float] | None = None) -> Typical:
    parts: list[Interval | Triangular] = []
    for cell in cells:
        if not isinstance(cell, Interval | Triangular):
            low, high = span(cell)  # type: ignore[arg-type]  # what is known is no None
            cell = Interval(low=low, high=high)
        parts.append(cell)
    if anywhere is None:
        shares = [1 / len(parts)] * len(parts)
    else:
        shares = [*(_HALF / len(parts) for _ in parts), _HALF]
        parts.append(Interval(low=anywhere[0], high=anywhere[1]))
    return Typical(parts=tuple(parts), shares=tuple(shares))
