"""How much less does weak evidence say than better evidence, and does its posterior hold?

``python -m tests.studies.evidence`` pairs claims of different sources about the same figure of the
same park, country or region, of which one is graded weak and one fair, and predicts the better one
from the weak one. It prints the numbers of ``mcda/parks/data/evidence.toml`` and what stands in
docs/studies.md.

Errors are normal in logarithms, with a standard deviation for each family of attributes, times the
factor of the grade; fair claims have 1. Claims are fair at best, so that nothing is learnt of
strong evidence, nor of silence. Fixed before the first look at the coverage: the families, in which
indices of one publisher, exchange rates, tariffs, terms of law and shares that end at 100 % are
left out; what counts as a copy; that claims of one source about one thing count as their mean; that
no claim about the subject enters its own prediction or the estimates behind it; and that the better
claim's own error belongs to the interval. The interval of the truth alone, which an engine draws,
was counted beside it. The two part: docs/studies.md says which decides.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from statistics import NormalDist, fmean
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from mcda.cells import Triangular
from mcda.parks import Catalogue, Enterprise, appraise, load_catalogue
from mcda.parks.conflicts import _read_claim
from mcda.parks.currency import to_usd
from mcda.parks.data_files import document
from mcda.parks.model import Claim
from mcda.parks.quality import claim_grade

DAY = date(2026, 11, 28)
ENOUGH = 3
"""Votes of a country or region from which its mean is taken."""
FAMILIES = {
    "land": r"(industrial_)?land_price",
    "area": r"area_(total|planned|developed|industrial|leasable|occupied|phase1)",
    "tenants": r"tenants|tenants_signed",
    "jobs": "jobs",
    "investment": r"(developer|tenant)_investment",
    "distance": r"distance_\w+",
    "wages": "minimum_wage|manufacturing_worker_base_wage",
    "power": r"(industrial_)?electricity_price",
    "rent": "standard_factory_rent",
}
SQUARE_METRES = {"ha": 1e4, "km2": 1e6, "m2": 1.0, "acres": 4046.86, "rai": 1600.0}
MILLIONS = {"billion": 1e3, "million": 1.0}
CELLS = ("land_price", "infrastructure", "one_stop_services", "government_support")
QUANTILES = (np.arange(400) + 0.5) / 400
Z = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True)
class Figure:
    """A claim as the logarithm of a figure in a unit that others share."""

    claim: Claim
    ln: float
    grade: str


@dataclass(frozen=True)
class Group:
    """Figures about one thing: those of one source are one, copies are one."""

    family: str
    subject: str
    thing: tuple[str, str]
    """Attribute and unit."""
    country: str
    figures: tuple[Figure, ...]

    def mean(self, factor: float, variance: float) -> tuple[float, float]:
        """Return the weighted mean and its variance."""
        w = np.array([1 / weight(f.grade, factor) for f in self.figures]) / variance
        return float(w @ [f.ln for f in self.figures] / w.sum()), float(1 / w.sum())


@dataclass(frozen=True)
class Pair:
    """A better claim, predicted from a weak one."""

    group: Group
    weak: Figure
    better: Figure
    z: float
    """The error over the predicted standard deviation, with the better claim's own error."""
    bare: float
    """The same without that."""


def weight(grade: str, factor: float) -> float:
    """Return the variance of a grade's error over that of a fair claim."""
    return factor**2 if grade == "weak" else 1.0


def comparable_unit(claim: Claim, family: str, unit: str) -> tuple[str, float] | None:
    """Return the shared unit and the factor to it; None where the figure is of another thing."""
    head = unit.partition("(")[0].strip()
    if family == "area":
        return ("m2", SQUARE_METRES[head]) if head in SQUARE_METRES else None
    if family == "tenants":
        word = re.search("companies|enterprises|firms|tenants|residents|investors", head)
        kind = re.search("factor(y|ies)|projects|merchants", head)
        return ("companies" if word else kind[0] if kind else head), 1.0
    if family == "jobs":
        return ("local" if re.search("local|Thai", head) else "jobs"), 1.0
    if family == "investment":
        scale = MILLIONS.get(head.split()[0])
        return None if scale is None or not head.endswith("USD") else ("million USD", scale)
    if family == "distance":
        return (head, 1.0) if head == "km" else None
    match = re.match(r"USD/\w+", head)
    return (match[0], 1.0) if match else None


def figure(claim: Claim, catalogue: Catalogue, family: str) -> tuple[str, Figure] | None:
    """Return the unit and the figure of a claim, in dollars where it is money."""
    usd = to_usd(claim, catalogue.rates)
    low, high = (claim.low, claim.high) if usd is None else (usd.low, usd.high)
    unit = comparable_unit(claim, family, claim.unit if usd is None else usd.unit)
    try:
        middle = float(claim.value) if usd is None or usd.value is None else usd.value
    except ValueError:
        ends = [end for end in (low, high) if end]
        middle = math.prod(ends) ** (1 / len(ends)) if ends else 0.0
    if unit is None or middle <= 0:
        return None
    ln = math.log(middle * unit[1])
    return unit[0], Figure(claim, ln, claim_grade(claim, DAY))


def is_copy(one: Figure, other: Figure) -> bool:
    """Tell whether two figures agree to three digits and have one origin."""
    first, second = one.claim, other.claim
    sites = {urlsplit(claim.source.url).hostname for claim in (first, second)}
    same = len(sites) == 1 and None not in sites
    words = SequenceMatcher(None, first.quote, second.quote).ratio() > 0.6
    return abs(one.ln - other.ln) < 5e-4 and (same or first.as_of == second.as_of or words)


def groups(
    catalogue: Catalogue, copies: Callable[[Figure, Figure], bool] = is_copy
) -> tuple[Group, ...]:
    """Return the figures of the catalogue by subject, attribute, unit and remark."""
    places = {park.id: park.country for park in catalogue.parks.values()}
    places |= {name: name for name in catalogue.countries}
    places |= {name: item.country for name, item in catalogue.comparators.items() if item.country}
    things: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    for claim in catalogue.claims.values():
        family = next((f for f, p in FAMILIES.items() if re.fullmatch(p, claim.attribute)), "")
        if family and claim.subject in places and claim.kind != "controversy":
            unit, item = figure(claim, catalogue, family) or ("", None)
            if item is not None:
                remark = _read_claim(claim).remark
                things[family, claim.subject, (claim.attribute, unit), remark].append(item)
    rows = []
    for (family, subject, thing, _), figures in things.items():
        by_source: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for item in figures:
            by_source[item.claim.source.id, item.grade].append(item)
        distinct: list[Figure] = []
        # The better of two copies stays.
        for items in sorted(by_source.values(), key=lambda items: items[0].grade):
            mean = Figure(items[0].claim, fmean(f.ln for f in items), items[0].grade)
            if not any(copies(mean, other) for other in distinct):
                distinct.append(mean)
        rows.append(Group(family, subject, thing, places[subject], tuple(distinct)))
    return tuple(rows)


def errors(rows: Collection[Group], factor: float) -> dict[str, tuple[int, float, float]]:
    """Return by family the free contrasts within groups, their squares, and what the factor adds.

    The likelihood of contrasts knows no level of the thing, so that levels are no nuisance.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for row in rows:
        if len(row.figures) > 1:
            v = np.array([weight(f.grade, factor) for f in row.figures])
            mean, _ = row.mean(factor, 1.0)
            total = sums[row.family]
            total[0] += len(v) - 1
            total[1] += float(((np.array([f.ln for f in row.figures]) - mean) ** 2 / v).sum())
            total[2] += float(np.log(v).sum() + math.log((1 / v).sum()))
    return {family: (int(n), square, extra) for family, (n, square, extra) in sums.items()}


def minus_log_likelihood(factor: float, rows: Collection[Group]) -> float:
    """Return it at the best standard deviation of each family."""
    return sum(
        (n * math.log(square / n) + extra) / 2
        for n, square, extra in errors(rows, factor).values()
        if square > 0
    )


def best_factor(rows: Collection[Group]) -> float:
    """Return the factor of weak claims of the greatest likelihood."""
    best = minimize_scalar(
        lambda x: minus_log_likelihood(math.exp(x), rows), bounds=(-2, 2), method="bounded"
    )
    return math.exp(best.x)


def factor_bounds(rows: Collection[Group]) -> tuple[float, float]:
    """Return the ends of the 95 % interval of the factor by its profile likelihood."""
    best = minus_log_likelihood(best_factor(rows), rows)
    inside = [k for k in np.geomspace(0.05, 20, 400) if minus_log_likelihood(k, rows) - best < 1.92]
    return float(min(inside)), float(max(inside))


def spreads(rows: Sequence[tuple[str, float, float]]) -> tuple[float, float, float]:
    """Return mean, standard deviation between and within places, by maximum likelihood.

    A row is a place, a value and the variance of its error.
    """
    by_place: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place, value, variance in rows:
        by_place[place].append((value, variance))
    blocks = [np.array(block) for block in by_place.values()]

    def fit(x: Any) -> tuple[float, float]:
        between, within = np.exp(2 * np.clip(x, -7, 2))
        total, mean, square, logs = 0.0, 0.0, 0.0, 0.0
        for block in blocks:
            w = 1 / (block[:, 1] + within)
            share = between / (1 + between * w.sum())
            values = w @ block[:, 0]
            total += w.sum() - share * w.sum() ** 2
            mean += values * (1 - share * w.sum())
            square += w @ block[:, 0] ** 2 - share * values**2
            logs += math.log1p(between * w.sum()) - np.log(w).sum()
        return mean / total, (square - mean**2 / total + logs) / 2

    best = minimize(lambda x, *_: fit(x)[1], np.array([-1.0, -1.0]), method="Nelder-Mead").x
    return fit(best)[0], math.exp(best[0]), math.exp(best[1])


def coverage(rows: Sequence[Group], catalogue: Catalogue) -> tuple[Pair, ...]:
    """Return all pairs, each predicted without any claim about its subject."""
    pairs = []
    for subject in sorted({row.subject for row in rows if len({f.grade for f in row.figures}) > 1}):
        others = [row for row in rows if row.subject != subject]
        k = best_factor(others)
        scale = {f: square / n for f, (n, square, _) in errors(others, k).items() if square > 0}
        for row in rows:
            if row.subject != subject or row.family not in scale:
                continue
            variance = scale[row.family]
            for better, weak in combinations(sorted(row.figures, key=lambda f: f.grade), 2):
                if better.grade == weak.grade:
                    continue
                own = {weak.claim.source.id, better.claim.source.id}
                elsewhere = prior(row, others, own, k, variance, catalogue)
                mean, error = posterior(weak.ln, variance * k**2, elsewhere)
                gap = better.ln - mean
                z, bare = gap / math.sqrt(error + variance), gap / math.sqrt(error)
                pairs.append(Pair(row, weak, better, z, bare))
    return tuple(pairs)


def posterior(
    value: float, variance: float, elsewhere: tuple[float, float] | None
) -> tuple[float, float]:
    """Return mean and variance of the truth, by those of a value and of what is elsewhere."""
    if elsewhere is None:
        return value, variance
    mean, tau2 = elsewhere
    r = tau2 / (tau2 + variance)
    return r * value + (1 - r) * mean, r * variance


def prior(
    row: Group,
    others: Sequence[Group],
    own: set[str],
    factor: float,
    variance: float,
    catalogue: Catalogue,
) -> tuple[float, float] | None:
    """Return mean and variance of the same thing elsewhere; None where three others lack.

    Spreads are those of the family, about the mean of each thing.
    """
    votes: dict[tuple[str, str], list[tuple[str, float, float]]] = defaultdict(list)
    for other in others:
        if other.family == row.family and not own & {f.claim.source.id for f in other.figures}:
            votes[other.thing].append((other.country, *other.mean(factor, variance)))
    if len(votes[row.thing]) < ENOUGH:
        return None
    rows = []
    for items in votes.values():
        if len(items) >= ENOUGH:
            centre = fmean(value for _, value, _ in items)
            rows += [(place, value - centre, v) for place, value, v in items]
    _, between, within = spreads(rows)
    near = [(place, value) for place, value, _ in votes[row.thing]]
    return around(row.country, near, between, within, catalogue)


def around(
    country: str,
    votes: Collection[tuple[str, float]],
    between: float,
    within: float,
    catalogue: Catalogue,
) -> tuple[float, float]:
    """Return mean and variance of a place's country, else region, else all."""
    at_home = [value for place, value in votes if place == country]
    if len(at_home) >= ENOUGH:
        return fmean(at_home), within**2
    home = catalogue.countries[country].region
    region = [value for place, value in votes if catalogue.countries[place].region == home]
    chosen = region if len(region) >= ENOUGH else [value for _, value in votes]
    return fmean(chosen), between**2 + within**2


def share(pairs: Sequence[Pair], *, bare: bool = False) -> float:
    """Return the share of pairs whose 90 % interval holds the better claim."""
    return fmean(abs(pair.bare if bare else pair.z) <= Z for pair in pairs)


@dataclass(frozen=True)
class KnownCell:
    """A cell of the catalogue: mean and variance in levels, or in logarithms for prices."""

    park: str
    country: str
    mean: float
    variance: float
    grade: str
    kind: str
    claims: frozenset[str]
    """Those that state it."""


def known_cells(catalogue: Catalogue, criterion: str, home: str = "") -> list[KnownCell]:
    """Return the cells on record, without those of silence."""
    enterprise = Enterprise(home=home) if home else Enterprise()
    view = appraise(catalogue, enterprise, list(catalogue.parks), [criterion], today=DAY)
    cells = []
    for park, row in view.evidence.items():
        item = row[criterion]
        if item.value is None or item.quality is None or item.quality.grade == "unrecorded":
            continue
        x = np.array([item.value])
        if isinstance(item.cell, Triangular):
            x = item.cell.quantile(QUANTILES)
        x = np.log(x) if criterion == "land_price" else x
        claims = frozenset(c.id for c in item.claims if c.id not in item.general)
        grade, country = item.quality.grade, catalogue.parks[park].country
        cells.append(KnownCell(park, country, x.mean(), x.var(), grade, item.kind, claims))
    return cells


def votes_of(cells: Collection[KnownCell]) -> list[KnownCell]:
    """Return one cell for all parks of a country that rest on the same claims."""
    return list({(cell.country, cell.claims or cell.park): cell for cell in cells}.values())


def counts_as(
    cell: KnownCell, votes: Collection[KnownCell], numbers: Mapping[str, Any], catalogue: Catalogue
) -> tuple[float, float]:
    """Return mean and variance of a price's posterior; votes of its own sources are left out."""
    sources = {catalogue.claims[claim].source.id for claim in cell.claims}
    others = [
        (vote.country, vote.mean)
        for vote in votes
        if vote.park != cell.park
        and not sources & {catalogue.claims[claim].source.id for claim in vote.claims}
    ]
    spread = numbers["land_price"]
    elsewhere = around(cell.country, others, spread["between"], spread["within"], catalogue)
    return posterior(cell.mean, cell.variance * numbers["width"][cell.grade] ** 2, elsewhere)


def spread_of(cells: Collection[KnownCell], width: Mapping[str, float]) -> dict[str, float]:
    """Return the spread between countries and within one, at the widths that count."""
    rows = [(v.country, v.mean, v.variance * width[v.grade] ** 2) for v in votes_of(cells)]
    _, between, within = spreads(rows)
    return {"between": round(between, 2), "within": round(within, 2)}


def estimates(catalogue: Catalogue, width: Mapping[str, float]) -> dict[str, Any]:
    """Return what the data file says was measured; `width` holds the factors that it uses."""
    rows = groups(catalogue)
    pairs = coverage(rows, catalogue)
    low, high = factor_bounds(rows)
    return {
        "pairs": len(pairs),
        "subjects": len({pair.group.subject for pair in pairs}),
        "coverage": round(share(pairs, bare=True), 3),
        "coverage_with_own_error": round(share(pairs), 3),
        "weak": round(best_factor(rows), 2),
        "weak_low": round(low, 2),
        "weak_high": round(high, 2),
        **{criterion: spread_of(known_cells(catalogue, criterion), width) for criterion in CELLS},
    }


def main() -> None:
    """Print what was measured, the figures that parks share, and what ten prices count as."""
    catalogue, numbers = load_catalogue(), document("evidence.toml")
    rows = groups(catalogue)
    pairs = coverage(rows, catalogue)
    print(estimates(catalogue, numbers["width"]))
    print("family      things  pairs  factor (95 %)        with own error  of the truth")
    for family in FAMILIES:
        own = [row for row in rows if row.family == family]
        several = sum(len(row.figures) > 1 for row in own)
        few = [pair for pair in pairs if pair.group.family == family]
        if few:
            low, high = factor_bounds(own)
            text = f"{best_factor(own):5.2f} ({low:.2f} to {high:.2f})"
            shares = f"{share(few):14.2f}  {share(few, bare=True):12.2f}"
            print(f"{family:12}{several:6}{len(few):7}  {text:22}{shares}")
    prices = known_cells(catalogue, "land_price")
    votes = votes_of(prices)
    for cell in prices[:: len(prices) // 9]:
        mean, variance = counts_as(cell, votes, numbers, catalogue)
        figures = " counts as ".join(f"{math.exp(x):.0f}" for x in (cell.mean, mean))
        print(f"{cell.park} ({cell.grade}): {figures}, give or take {math.sqrt(variance):.0%}")


if __name__ == "__main__":
    main()
