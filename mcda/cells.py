"""What a cell of the performance table may hold: a number, a spread, or nothing known."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from mcda.errors import Fault, InvalidProblem

FloatArray = npt.NDArray[np.float64]


def double(value: object) -> float:
    """Return a number as a double: infinite past the largest one, NaN for what is no number."""
    if isinstance(value, bool) or not isinstance(value, float | int | np.number):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf


def shown(value: object) -> float | str:
    """Return a finite number as it is and anything else as short text, for an error."""
    number = double(value)
    if math.isfinite(number):
        return number
    if value is None:
        return "null"
    text = repr(value) if not isinstance(value, int) or isinstance(value, bool) else "1e999"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


_LONGEST = 60
LARGEST = 1e100  # squares and sums of anything larger leave the doubles


def _finite(**values: object) -> None:
    for name, value in values.items():
        number = double(value)
        if not math.isfinite(number):
            wrong = math.isnan(number) and not isinstance(value, float)
            code = "not_a_number" if wrong else "not_finite"
            raise InvalidProblem([Fault(code, (name,), {"name": name, "value": shown(value)})])


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Anything between two bounds, uniformly.

    Parameters
    ----------
    low, high
        Bounds in the criterion's unit, ``low <= high``.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _finite(low=self.low, high=self.high)
        if self.low > self.high:
            raise InvalidProblem([Fault("bounds_reversed", ("low",), _bounds(self.low, self.high))])

    @property
    def headline(self) -> float:
        """The middle of the bounds."""
        return self.low / 2 + self.high / 2

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` values, shape ``(size,)``."""
        return rng.uniform(self.low, self.high, size)

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, all within 0..1."""
        return self.low * (1 - share) + self.high * share


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Interval):
    """Nothing known but these bounds, where they are narrower than the criterion's range.

    It is drawn like an interval, told like an unknown cell, and refused where those are.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangular:
    """Between two bounds, most likely at the mode.

    Parameters
    ----------
    low, mode, high
        In the criterion's unit, ``low <= mode <= high``.
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _finite(low=self.low, mode=self.mode, high=self.high)
        if not self.low <= self.mode <= self.high:
            fields = {**_bounds(self.low, self.high), "mode": self.mode}
            raise InvalidProblem([Fault("mode_outside_bounds", ("mode",), fields)])

    @property
    def headline(self) -> float:
        """The mode."""
        return self.mode

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` values, shape ``(size,)``."""
        if self.low == self.high:
            return np.full(size, float(self.low))
        return rng.triangular(self.low, self.mode, self.high, size)

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, all within 0..1."""
        width = self.high - self.low
        rising = self.low + np.sqrt(share * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - share) * width * (self.high - self.mode))
        return np.where(share * width <= self.mode - self.low, rising, falling)


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """Normal distribution; ``low`` and ``high`` are its 0.1 % and 99.9 % quantiles.

    Parameters
    ----------
    mean, sd
        In the criterion's unit, ``sd > 0``.
    """

    mean: float
    sd: float

    def __post_init__(self) -> None:
        _finite(mean=self.mean, sd=self.sd)
        _positive(sd=self.sd)
        _finite(low=self.low, high=self.high)

    @property
    def headline(self) -> float:
        """The mean."""
        return self.mean

    @property
    def low(self) -> float:
        """The 0.1 % quantile."""
        return self.mean - _TAIL * self.sd

    @property
    def high(self) -> float:
        """The 99.9 % quantile."""
        return self.mean + _TAIL * self.sd

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` values, shape ``(size,)``."""
        return rng.normal(self.mean, self.sd, size)

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, all between 0 and 1."""
        return self.mean + self.sd * _normal_quantile(share)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogNormal:
    """Log-normal distribution; ``low`` and ``high`` are its 0.1 % and 99.9 % quantiles.

    Parameters
    ----------
    mu, sigma
        Mean and standard deviation of the natural logarithm, ``sigma > 0``.
    """

    mu: float
    sigma: float

    def __post_init__(self) -> None:
        _finite(mu=self.mu, sigma=self.sigma)
        _positive(sigma=self.sigma)
        if self.mu + max(_TAIL * self.sigma, self.sigma * self.sigma / 2) > _LARGEST_LOG:
            raise InvalidProblem([Fault("not_finite", ("mu",), {"value": f"exp({self.mu})"})])

    @property
    def headline(self) -> float:
        """The mean, ``exp(mu + sigma^2 / 2)``."""
        return math.exp(self.mu + self.sigma * self.sigma / 2)

    @property
    def low(self) -> float:
        """The 0.1 % quantile."""
        return math.exp(self.mu - _TAIL * self.sigma)

    @property
    def high(self) -> float:
        """The 99.9 % quantile."""
        return math.exp(self.mu + _TAIL * self.sigma)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` values, shape ``(size,)``."""
        return rng.lognormal(self.mu, self.sigma, size)

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, all between 0 and 1."""
        return np.exp(self.mu + self.sigma * _normal_quantile(share))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beta:
    """Beta distribution on ``[low, high]``.

    Parameters
    ----------
    alpha, beta
        Shape parameters, both > 0.
    low, high
        Support in the criterion's unit, ``low < high``; ``[0, 1]`` when left out.
    """

    alpha: float
    beta: float
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        _finite(alpha=self.alpha, beta=self.beta, low=self.low, high=self.high)
        _positive(alpha=self.alpha, beta=self.beta)
        if self.low >= self.high:
            raise InvalidProblem([Fault("bounds_reversed", ("low",), _bounds(self.low, self.high))])

    @property
    def headline(self) -> float:
        """The mean, ``low + (high - low) alpha / (alpha + beta)``."""
        share = self.alpha / (self.alpha + self.beta)
        return self.low * (1 - share) + self.high * share

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` values, shape ``(size,)``."""
        return self.low + (self.high - self.low) * rng.beta(self.alpha, self.beta, size)

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, all within 0..1."""
        from scipy.special import betaincinv

        return self.low + (self.high - self.low) * betaincinv(self.alpha, self.beta, share)


Spread = Interval | Triangular | Normal | LogNormal | Beta
Cell = float | int | Spread | None

_TAIL = 3.090232306167813  # standard normal quantile at 0.999
_LARGEST_LOG = 700.0  # exp of more than this is no longer a finite double


def _normal_quantile(share: FloatArray) -> FloatArray:
    return np.array([NormalDist().inv_cdf(one) for one in share.tolist()])


def _positive(**values: float) -> None:
    for name, value in values.items():
        if value <= 0:
            raise InvalidProblem([Fault("not_positive", (name,), {"name": name, "value": value})])


def _bounds(low: float, high: float) -> dict[str, float]:
    return {"low": low, "high": high}
