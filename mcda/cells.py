"""Contents of a cell of the performance table: a number, a distribution or an unknown value."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Annotated, TypeGuard

import numpy as np
import numpy.typing as npt

from mcda.arguments import called
from mcda.errors import Fault, InvalidProblem
from mcda.plain import UNTOLD

FloatArray = npt.NDArray[np.float64]


def double(value: object) -> float:
    """Return a number as a double: infinite past the largest double, NaN if it is not a number."""
    if isinstance(value, bool) or not isinstance(value, float | int | np.number):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether a value is a plain number; truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def shown(value: object) -> float | str:
    """Return a finite number unchanged and any other value as short text, for an error message."""
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


Sources = str | Mapping[str, float] | tuple[tuple[str, float], ...]
"""Names of sources of doubt, each with the correlation to it; a name alone stands for 1."""
Loadings = tuple[tuple[str, float], ...]
"""The same, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    r"""A distribution, and the sources of doubt that move it together with other cells.

    A cell that names sources is drawn at the share :math:`\Phi(z)` of its distribution,

    .. math:: z = \sum_k \rho_k z_k + \sqrt{1 - \sum_k \rho_k^2}\, \epsilon,

    :math:`z_k` one standard normal number a draw for all cells that name source k,
    :math:`\epsilon` the cell's own: a Gaussian copula, which leaves each distribution as it is.
    """

    shared: Annotated[Sources, UNTOLD] = field(default="", repr=False)
    """Sources that other cells share."""

    def __post_init__(self) -> None:
        if self.shared:
            object.__setattr__(self, "shared", loadings(self.shared))

    def at(self, z: FloatArray) -> FloatArray:
        """Return the values whose shares of draws below are those of standard normal ``z``."""
        from scipy.special import ndtr

        return self.quantile(ndtr(z))

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, all within 0..1."""
        raise NotImplementedError


def loadings(sources: Sources) -> Loadings:
    """Return sources with their correlations, by name.

    Raises
    ------
    InvalidProblem
        A correlation outside -1..1, or squares that sum to more than 1.
    """
    if isinstance(sources, str):
        return ((sources, 1.0),) if sources else ()
    pairs = tuple(sorted(dict(sources).items()))
    length = math.hypot(*(double(rho) for _, rho in pairs))
    if not length <= 1 + _ROUNDING / 2 or "" in dict(pairs):
        fields = {"value": ", ".join(f"{name}: {shown(rho)}" for name, rho in pairs)}
        raise InvalidProblem([Fault("shared_invalid", ("shared",), fields)])
    return tuple((name, float(rho)) for name, rho in pairs)


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Interval(_Spread):
    """Anything between two bounds, uniformly.

    Examples
    --------
    >>> import mcda
    >>> mcda.Interval(low=85, high=140).headline
    112.5
    """

    low: float
    """Bounds in the criterion's unit, ``low <= high``."""
    high: float
    """Bounds in the criterion's unit, ``low <= high``."""

    def __post_init__(self) -> None:
        _Spread.__post_init__(self)
        _finite(low=self.low, high=self.high)
        if self.low > self.high:
            raise InvalidProblem([Fault("bounds_reversed", ("low",), _bounds(self.low, self.high))])

    def __str__(self) -> str:
        return f"{self.low:.6g}..{self.high:.6g}"

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

    def below(self, x: FloatArray) -> FloatArray:
        """Return the shares of the draws that are at most ``x``."""
        return _uniform_below(np.asarray(self.low), np.asarray(self.high), x)

    def limited_mean(self, x: FloatArray) -> FloatArray:
        """Return the means of the lesser of a draw and ``x``."""
        return _limited_uniform(np.asarray(self.low), np.asarray(self.high), x)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Interval):
    """An unknown value with bounds that are narrower than the criterion's range.

    Draws are as of an interval; reports and refusals are as of an unknown cell.
    """


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Triangular(_Spread):
    """Between two bounds, most likely at the mode.

    Examples
    --------
    >>> import mcda
    >>> mcda.Triangular(low=85, mode=100, high=140).headline
    100
    """

    low: float
    """In the criterion's unit, ``low <= mode <= high``."""
    mode: float
    """In the criterion's unit, ``low <= mode <= high``."""
    high: float
    """In the criterion's unit, ``low <= mode <= high``."""

    def __post_init__(self) -> None:
        _Spread.__post_init__(self)
        _finite(low=self.low, mode=self.mode, high=self.high)
        if not self.low <= self.mode <= self.high:
            fields = {**_bounds(self.low, self.high), "mode": self.mode}
            raise InvalidProblem([Fault("mode_outside_bounds", ("mode",), fields)])

    def __str__(self) -> str:
        return f"{self.low:.6g}..{self.mode:.6g}..{self.high:.6g}"

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

    def below(self, x: FloatArray) -> FloatArray:
        """Return the shares of the draws that are at most ``x``."""
        low, mode, high = map(np.asarray, (self.low, self.mode, self.high))
        return _triangular_below(low, mode, high, x)

    def limited_mean(self, x: FloatArray) -> FloatArray:
        """Return the means of the lesser of a draw and ``x``."""
        low, mode, high = map(np.asarray, (self.low, self.mode, self.high))
        return _limited_triangular(low, mode, high, x)


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Normal(_Spread):
    """Normal distribution; ``low`` and ``high`` are its 0.1 % and 99.9 % quantiles.

    Examples
    --------
    >>> import mcda
    >>> mcda.Normal(mean=100, sd=10).headline
    100
    """

    mean: float
    """In the criterion's unit, ``sd > 0``."""
    sd: float
    """In the criterion's unit, ``sd > 0``."""

    def __post_init__(self) -> None:
        _Spread.__post_init__(self)
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

    def at(self, z: FloatArray) -> FloatArray:
        """Return the values ``z`` standard deviations from the mean."""
        return self.mean + self.sd * z

    def limited_mean(self, x: FloatArray) -> FloatArray:
        """Return the means of the lesser of a draw and ``x``."""
        z = (x - self.mean) / self.sd
        density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        below = _normal_below(z)
        return np.asarray(self.mean * below - self.sd * density + x * (1 - below))


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class LogNormal(_Spread):
    """Log-normal distribution; ``low`` and ``high`` are its 0.1 % and 99.9 % quantiles.

    Examples
    --------
    >>> import mcda
    >>> round(mcda.LogNormal(mu=4.6, sigma=0.1).headline, 2)
    99.98
    """

    mu: float
    """Mean and standard deviation of the natural logarithm, ``sigma > 0``."""
    sigma: float
    """Mean and standard deviation of the natural logarithm, ``sigma > 0``."""

    def __post_init__(self) -> None:
        _Spread.__post_init__(self)
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

    def at(self, z: FloatArray) -> FloatArray:
        """Return the values whose logarithms are ``z`` standard deviations from their mean."""
        return np.exp(self.mu + self.sigma * z)

    def limited_mean(self, x: FloatArray) -> FloatArray:
        """Return the means of the lesser of a draw and ``x``."""
        positive = np.maximum(x, _TINY)
        z = (np.log(positive) - self.mu) / self.sigma
        partial_mean = self.headline * _normal_below(z - self.sigma)
        return np.where(x > 0, partial_mean + positive * (1 - _normal_below(z)), x)


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Beta(_Spread):
    """Beta distribution on ``[low, high]``.

    Examples
    --------
    >>> import mcda
    >>> round(mcda.Beta(alpha=2, beta=3, low=0, high=10).headline, 6)
    4.0
    """

    alpha: float
    """Shape parameters, both > 0."""
    beta: float
    """Shape parameters, both > 0."""
    low: float = 0.0
    """Support in the criterion's unit, ``low < high``; ``[0, 1]`` when left out."""
    high: float = 1.0
    """Support in the criterion's unit, ``low < high``; ``[0, 1]`` when left out."""

    def __post_init__(self) -> None:
        _Spread.__post_init__(self)
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

    def limited_mean(self, x: FloatArray) -> FloatArray:
        """Return the means of the lesser of a draw and ``x``."""
        from scipy.special import betainc

        width = self.high - self.low
        share = np.clip((x - self.low) / width, 0.0, 1.0)
        mean = self.alpha / (self.alpha + self.beta)
        partial_mean = mean * betainc(self.alpha + 1, self.beta, share)
        least = partial_mean + share * (1 - betainc(self.alpha, self.beta, share))
        return np.asarray(self.low + width * least + np.minimum(x - self.low, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture(_Spread):
    """One of several distributions, picked at random.

    With `pick` the parts form a table whose axes are sources of doubt, independent of each other:
    all cells that name a source are drawn from the same case of it.
    """

    parts: tuple[Interval | Triangular, ...]
    """What it may be; a number is an interval of no width. Of a table the last axis runs first."""
    shares: tuple[float, ...]
    """The chance of each, sum 1."""
    pick: Annotated[tuple[tuple[str, int], ...], UNTOLD] = field(default=(), repr=False)
    """Source and number of cases of each axis; `shared` are sources of the value in a case."""

    @property
    def low(self) -> float:
        """The smallest of all lower bounds."""
        return min(part.low for part in self.parts)

    @property
    def high(self) -> float:
        """The largest of all upper bounds."""
        return max(part.high for part in self.parts)

    @property
    def headline(self) -> float:
        """The mean of the parts' headlines."""
        pairs = zip(self.shares, self.parts, strict=True)
        return sum(share * part.headline for share, part in pairs)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` values, shape ``(size,)``."""
        which = rng.choice(len(self.parts), size, p=self.shares)
        order = np.argsort(which, kind="stable")  # part after part, as if each were drawn alone
        picked = which[order]
        low, _, high, uniform = self._ends[:, picked]
        free = (uniform > 0) | (high > low)
        share = np.zeros(size)
        share[free] = rng.random(int(free.sum()))
        values = np.empty(size)
        values[order] = self._within(picked, share)
        return values

    def cases(self, axis: int) -> FloatArray:
        """Return the chances of the cases of an axis."""
        table = np.reshape(self.shares, [count for _, count in self.pick])
        return np.asarray(table.sum(axis=tuple(k for k in range(table.ndim) if k != axis)))

    def picked(self, cases: Sequence[npt.NDArray[np.intp]], share: FloatArray) -> FloatArray:
        """Return the values at shares of the parts in the given cases, one array an axis."""
        which = np.zeros(len(share), dtype=np.intp)
        for (_, count), case in zip(self.pick, cases, strict=True):
            which = which * count + case
        return self._within(which, share)

    def _within(self, which: npt.NDArray[np.intp], share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws of some parts lie."""
        low, mode, high, uniform = self._ends[:, which]
        width = high - low
        rising = low + np.sqrt(share * ((mode - low) * width))
        falling = high - np.sqrt((1.0 - share) * ((high - mode) * width))
        is_low = share <= (mode - low) / np.where(width > 0, width, 1.0)
        among = np.where(is_low, rising, falling)
        return np.where(uniform > 0, low + width * share, among)

    @property
    def _ends(self) -> FloatArray:
        """Low, mode and high of each part, and 1 where the part is uniform, ``(4, parts)``."""
        ends = [
            (p.low, p.low, p.high, 1.0) if isinstance(p, Interval) else (p.low, p.mode, p.high, 0.0)
            for p in self.parts
        ]
        return np.array(ends).T

    def by_case(self, share: FloatArray) -> FloatArray:
        """Return values that are distributed as the draws are where shares are uniform in 0..1.

        They rise within each case and not from case to case.
        """
        ends = np.cumsum(self.shares)
        which = np.minimum(np.searchsorted(ends, share), len(ends) - 1)
        width = np.array(self.shares)[which]
        within = (share - ends[which] + width) / np.where(width > 0, width, 1.0)
        return self._within(which, np.clip(within, 0.0, 1.0))

    def below(self, x: FloatArray) -> FloatArray:
        """Return the shares of the draws that are at most ``x``."""
        flat = np.ravel(x)
        low, mode, high, uniform = self._ends[:, :, None]
        along = _uniform_below(low, high, flat)
        shares = np.where(uniform > 0, along, _triangular_below(low, mode, high, flat))
        return np.reshape(self.shares @ shares, np.shape(x))

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, all within 0..1."""
        grid = np.linspace(self.low, self.high, _GRID)
        above = np.clip(np.searchsorted(self.below(grid), share), 1, _GRID - 1)
        low, high = grid[above - 1], grid[above]
        for _ in range(_HALVINGS):
            middle = low / 2 + high / 2
            reached = self.below(middle) >= share
            low, high = np.where(reached, low, middle), np.where(reached, middle, high)
        return high

    def limited_mean(self, x: FloatArray) -> FloatArray:
        """Return the means of the lesser of a draw and ``x``."""
        return np.asarray(np.tensordot(self.shares, limited_means(self.parts, x), axes=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical(Mixture):
    """An unknown value, drawn as a random pick among similar cells.

    Reports and refusals are as of an unknown cell.
    """

    @property
    def headline(self) -> float:
        """The mean."""
        return sum(q * mean_of(part) for q, part in zip(self.shares, self.parts, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalLog(LogNormal):
    """An unknown value with a log-normal distribution; reported as an unknown cell."""


Addend = float | Interval | Triangular | Normal | LogNormal | Beta | Mixture
"""What a sum may be made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(_Spread):
    """The sum of amounts, each drawn by sources of its own; no two share one.

    Examples
    --------
    >>> Sum(parts=(1.5, Interval(low=2, high=4))).headline
    4.5
    """

    parts: tuple[Addend, ...]
    """Numbers and distributions."""

    @property
    def low(self) -> float:
        """The sum of all lower bounds."""
        return math.fsum(part if isinstance(part, float) else part.low for part in self.parts)

    @property
    def high(self) -> float:
        """The sum of all upper bounds."""
        return math.fsum(part if isinstance(part, float) else part.high for part in self.parts)

    @property
    def mean(self) -> float:
        """The sum of the means."""
        return math.fsum(map(mean_of, self.parts))

    @property
    def headline(self) -> float:
        """The mean."""
        return self.mean

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` values, shape ``(size,)``, each part alone."""
        draws = (p if isinstance(p, float) else p.sample(size, rng) for p in self.parts)
        return np.asarray(sum(draws, np.zeros(size)))

    def quantile(self, share: FloatArray) -> FloatArray:
        """Return the values below which these shares of the draws lie, by `_points`."""
        return np.asarray(np.quantile(self._points(), share))

    def limited_mean(self, x: FloatArray) -> FloatArray:
        """Return the means of the lesser of the sum and ``x``; inside the bounds by `_points`."""
        low, high, mean = self.low, self.high, self.mean
        least = np.where(x >= high, mean, x)
        inside = (x > low) & (x < high)
        if inside.any():
            points = self._points()
            least[inside] = np.minimum(points, x[inside, None]).mean(axis=-1)
        return np.asarray(least)

    def _points(self) -> FloatArray:
        r"""Return values that stand for equal shares of the draws, with the exact mean.

        The parts are taken at :math:`(k g^{-p} + 1/2) \bmod 1` of their draws, with
        :math:`g^{n+1} = g + 1`: a sequence that fills the unit cube of n parts evenly.
        """
        from scipy.special import ndtri

        def values(part: Addend, share: FloatArray) -> FloatArray | float:
            if isinstance(part, Normal | LogNormal):
                return part.at(ndtri(share))
            if isinstance(part, Mixture):
                return part.by_case(share)
            return part if isinstance(part, float) else part.quantile(share)

        n = len(self.parts)
        g = float(np.real(np.roots([1.0, *[0.0] * (n - 1), -1.0, -1.0])).max())
        steps = np.arange(1, _POINTS + 1) * g ** -np.arange(1.0, n + 1)[:, None]
        points = sum(map(values, self.parts, (steps + _HALF) % 1.0))
        return np.asarray(points - np.mean(points) + self.mean)


Spread = Interval | Triangular | Normal | LogNormal | Beta | Mixture | Sum
Cell = float | int | Spread | None
"""What is known of one alternative on one criterion: a number, a spread, or None."""


def mean_of(cell: float | Spread) -> float:
    """Return a number itself, and the mean of a distribution."""
    if isinstance(cell, Mixture):
        return math.fsum(q * mean_of(part) for q, part in zip(cell.shares, cell.parts, strict=True))
    if isinstance(cell, Triangular):
        return cell.low / 3 + cell.mode / 3 + cell.high / 3
    return float(cell) if isinstance(cell, float | int) else cell.headline


def is_unknown(spread: Spread | None) -> bool:
    """Return whether a cell is unknown: None, or of a class of unknown values."""
    return spread is None or isinstance(spread, Unknown | Typical | TypicalLog)


def limited_means(cells: Sequence[Spread], x: FloatArray) -> FloatArray:
    """Return the means of ``min(draw, x)`` for many cells at once."""
    parts = [cell.parts if isinstance(cell, Mixture) else (cell,) for cell in cells]
    flat = [part for some in parts for part in some]
    means = np.empty((len(flat), *x.shape))
    uniform = [k for k, part in enumerate(flat) if isinstance(part, Interval)]
    triangular = [k for k, part in enumerate(flat) if isinstance(part, Triangular)]
    shape = (-1, *(1 for _ in x.shape))
    if uniform:
        low, high = np.array([(flat[k].low, flat[k].high) for k in uniform]).T.reshape(2, *shape)
        means[uniform] = _limited_uniform(low, high, x)
    if triangular:
        triangles = [flat[k] for k in triangular]
        ends = np.array([(c.low, c.headline, c.high) for c in triangles]).T
        low, mode, high = ends.reshape(3, *shape)
        means[triangular] = _limited_triangular(low, mode, high, x)
    for k in set(range(len(flat))).difference(uniform, triangular):
        means[k] = flat[k].limited_mean(x)
    if len(flat) == len(cells):
        return means
    shares = [s for c in cells for s in (c.shares if isinstance(c, Mixture) else (1.0,))]
    starts = np.cumsum([0, *map(len, parts[:-1])])
    return np.add.reduceat(means * np.reshape(shares, shape), starts, axis=0)


def _uniform_below(low: FloatArray, high: FloatArray, x: FloatArray) -> FloatArray:
    width = np.where(high > low, high - low, 1.0)
    inside = np.minimum(np.maximum(x, low), high) - low
    return np.where(x >= high, 1.0, inside / width)


def _triangular_below(
    low: FloatArray, mode: FloatArray, high: FloatArray, x: FloatArray
) -> FloatArray:
    rise, fall, width = mode - low, high - mode, np.maximum(high - low, _TINY)
    up = np.minimum(np.maximum(x - low, 0.0), rise)
    down = np.minimum(np.maximum(high - x, 0.0), fall)
    rising = up * (up / np.maximum(rise, _TINY)) / width
    falling = 1.0 - down * (down / np.maximum(fall, _TINY)) / width
    return np.where(x >= high, 1.0, np.where(x < mode, rising, falling))


def _limited_uniform(low: FloatArray, high: FloatArray, x: FloatArray) -> FloatArray:
    passed = np.minimum(np.maximum(x, low), high) - low
    width = np.maximum(high - low, _TINY)
    return np.asarray(np.minimum(x, low) + passed - passed * (passed / (2 * width)))


def _limited_triangular(
    low: FloatArray, mode: FloatArray, high: FloatArray, x: FloatArray
) -> FloatArray:
    inside = np.minimum(np.maximum(x, low), high)
    rise, fall, width = mode - low, high - mode, np.maximum(high - low, _TINY)
    # The integral of the share below, cubic on either side of the mode; whole ones are ratios.
    up = np.minimum(inside - low, rise)
    beyond = np.maximum(inside - mode, 0.0)
    rest = fall - beyond
    passed = up * (up / np.maximum(rise, _TINY)) * (up / width) / 3
    after = (fall * (fall / width) - rest * (rest / np.maximum(fall, _TINY)) * (rest / width)) / 3
    return np.asarray(np.minimum(x, low) + (inside - low) - passed - (beyond - after))


_ROUNDING = 1e-9  # of a sum of squared correlations
_TAIL = 3.090232306167813  # standard normal quantile at 0.999
_TINY = 1e-300
_GRID, _HALVINGS = 257, 24  # together 32 bits of the width
_POINTS, _HALF = 512, 0.5  # that stand for a sum
_LARGEST_LOG = 700.0  # exp of more than this is no longer a finite double


def _normal_quantile(share: FloatArray) -> FloatArray:
    return np.array([NormalDist().inv_cdf(probability) for probability in share.tolist()])


def _normal_below(z: FloatArray) -> FloatArray:
    normal = NormalDist()
    return np.reshape([normal.cdf(score) for score in np.ravel(z).tolist()], np.shape(z))


def _positive(**values: float) -> None:
    for name, value in values.items():
        if value <= 0:
            raise InvalidProblem([Fault("not_positive", (name,), {"name": name, "value": value})])


def _bounds(low: float, high: float) -> dict[str, float]:
    return {"low": low, "high": high}
