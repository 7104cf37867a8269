"""How often a park that was chosen stands first, what chance would do, and how exact that is."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well a way to order the parks meets the choices.

    Parameters
    ----------
    tenants
        Number of tenants that it orders the parks for.
    alone
        For how many the chosen park is first and no other is.
    tied
        For how many it shares the first place.
    hit_rate
        Mean share of the first place that falls to the chosen park, 0 to 1: 1/k where k parks
        share it.
    hit_error
        Standard error of that mean, from the spread between tenants.
    reciprocal_rank
        Mean of 1/rank of the chosen park, 0 to 1; over tied parks the mean of the ranks' inverses
        that they cover together.
    reciprocal_error
        Standard error of that mean.
    interval
        Exact 95 % limits (Clopper and Pearson) of the chance behind ``alone``; None of a lottery,
        whose chance is known.

    References
    ----------
    Clopper, C. J. & Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated
    in the case of the binomial. Biometrika 26(4), 404-413. doi:10.1093/biomet/26.4.404
    """

    tenants: int
    alone: int
    tied: int
    hit_rate: float
    hit_error: float
    reciprocal_rank: float
    reciprocal_error: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a chosen park stands: its competition rank, and how many parks stand there."""

    rank: int
    sharing: int

    @property
    def hit(self) -> float:
        """The share of the first place that falls to it."""
        return 1 / self.sharing if self.rank == 1 else 0.0

    @property
    def reciprocal(self) -> float:
        """Expected 1/rank, were the tie broken by lot."""
        covered = range(self.rank, self.rank + self.sharing)
        return math.fsum(1 / rank for rank in covered) / self.sharing


def score(places: Sequence[Place]) -> Score:
    """Return the score of the places of the chosen parks, at least two."""
    hit_rate, hit_error = _mean([place.hit for place in places])
    reciprocal_rank, reciprocal_error = _mean([place.reciprocal for place in places])
    alone = sum(place.hit == 1 for place in places)
    return Score(
        tenants=len(places),
        alone=alone,
        tied=sum(0 < place.hit < 1 for place in places),
        hit_rate=hit_rate,
        hit_error=hit_error,
        reciprocal_rank=reciprocal_rank,
        reciprocal_error=reciprocal_error,
        interval=binomial_interval(alone, len(places)),
    )


def guessing(parks: int, tenants: int) -> Score:
    """Return what ordering the parks by lot gives: means are expected, errors those of chance.

    Parameters
    ----------
    parks, tenants
        Numbers of them.
    """
    inverses = [1 / rank for rank in range(1, parks + 1)]
    mean = math.fsum(inverses) / parks
    variance = math.fsum((value - mean) ** 2 for value in inverses) / parks
    hit = 1 / parks
    return Score(
        tenants=tenants,
        alone=0,
        tied=tenants,
        hit_rate=hit,
        hit_error=math.sqrt(hit * (1 - hit) / tenants),
        reciprocal_rank=mean,
        reciprocal_error=math.sqrt(variance / tenants),
        interval=None,
    )


def by_popularity(chosen: Sequence[str], parks: Sequence[str]) -> Score:
    """Return what ordering the parks by how many of these tenants chose them gives."""
    counts = Counter(chosen)
    places = [
        Place(
            rank=1 + sum(counts[other] > counts[park] for other in parks),
            sharing=sum(counts[other] == counts[park] for other in parks),
        )
        for park in chosen
    ]
    return score(places)


def binomial_interval(successes: int, trials: int) -> tuple[float, float]:
    """Return the exact limits (Clopper and Pearson) of a chance at 95 %.

    Parameters
    ----------
    successes, trials
        Out of at least one trial.
    """
    from scipy.special import betaincinv

    tail, failures = (1 - LEVEL) / 2, trials - successes
    low = betaincinv(successes, failures + 1, tail) if successes else 0.0
    high = betaincinv(successes + 1, failures, 1 - tail) if failures else 1.0
    return float(low), float(high)


def _mean(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean and its standard error."""
    n, mean = len(values), math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / (n - 1)
    return mean, math.sqrt(variance / n)
