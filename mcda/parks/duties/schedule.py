"""All layers together: the duty of a market on goods of an origin, and what makes it up."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Literal

import numpy as np

from mcda.parks.duties.goods import Goods, GoodsLine
from mcda.parks.duties.layer import Layer, Range
from mcda.parks.model import Text
from mcda.plain import SAID

CHINA = "china"
Conferred = Literal["host", "china", "open"]
_DIGITS = 10
_ENDS = ((0, 2), (1, 1), (2, 0))
GENERAL = "general"
"""Among what a layer replaces: the general duty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one measure adds, in per cent of the value: bounds by product, and on average.

    Parameters
    ----------
    layer
        Id of the measure.
    name
        What it is called.
    low, high
        Bounds by product.
    mode
        On average.
    named
        It hits only products that it names, and is not counted.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> known = load_catalogue().schedule
    >>> garments = known.goods(["garments"], chinese=0.2)
    >>> duty = known.duty("US", "vietnam", garments, "2026-07-01", frozenset())
    >>> {part.layer: part.mode for part in duty.portions}["us_section_122"]
    10.0
    """

    layer: str
    name: Annotated[Text, SAID]
    low: float
    mode: float
    high: float
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty in per cent of the value, and the layers that make it up.

    It is that on the average goods of the lines: bounds are doubt about the measures, not what
    differs by product. The portions' own bounds are those by product, so that they do not add up to
    the whole; the likeliest do.

    Parameters
    ----------
    low, mode, high
        Per cent of the value, ``0 <= low <= mode <= high``.
    portions
        What each measure adds.
    claims
        Ids of the claims it rests on.

    Examples
    --------
    The surcharge of 10 % on all goods ended in July 2026:

    >>> from mcda.parks import load_catalogue
    >>> known = load_catalogue().schedule
    >>> goods, days = known.goods(["garments"], chinese=0.2), ("2026-07-01", "2026-08-01")
    >>> with_it, without = (known.duty("US", "vietnam", goods, day, frozenset()) for day in days)
    >>> round(with_it.mode - without.mode, 6)
    10.0
    """

    low: float
    mode: float
    high: float
    portions: tuple[Portion, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Schedule:
    """Every layer on record, and the HS chapters of the sectors.

    Parameters
    ----------
    layers
        By id.
    chapters
        Sector -> HS chapters of its goods; none for services.
    strictest, lenient
        Least and most share of foreign parts that the recorded rules of origin allow: goods with
        less count as the host's, with more as China's, and between it is open.
    claims
        Ids of the claims that these rest on.

    Examples
    --------
    >>> from mcda.parks.duties import Schedule
    >>> known = Schedule(chapters={"garments": ("61", "62")}, strictest=0.3, lenient=0.75)
    >>> [line.chapter for line in known.goods(["garments"]).lines]
    ['61', '62']
    >>> [known.conferred(share) for share in (0.2, 0.5, 0.9)]
    ['host', 'open', 'china']
    """

    layers: Mapping[str, Layer] = field(default_factory=dict)
    chapters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strictest: float = 0.0
    lenient: float = 1.0
    claims: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Schedule):
            return NotImplemented
        return self is other or self._told() == other._told()

    def __hash__(self) -> int:
        return hash((len(self.layers), self.strictest, self.lenient, self.claims))

    def _told(self) -> tuple[object, ...]:
        return (self.layers, self.chapters, self.strictest, self.lenient, self.claims)

    def goods(
        self, sectors: Iterable[str], chapters: Iterable[str] = (), chinese: float | None = None
    ) -> Goods:
        """Return the goods of an enterprise.

        Parameters
        ----------
        sectors
            What it makes; without any known one and without chapters, goods of every chapter that
            some sector makes stand for them: the average product.
        chapters
            HS chapters that it states itself, in place of those of its sectors.
        chinese
            Share of Chinese parts in their value.
        """
        named = [name for name in sectors if self.chapters.get(name)]
        if chapters:
            own = sorted(set(chapters))
            makers = {c: [n for n in named if c in self.chapters[n]] or [""] for c in own}
            lines = [GoodsLine(chapter, name) for chapter in own for name in makers[chapter]]
        elif named:
            lines = [GoodsLine(chapter, name) for name in named for chapter in self.chapters[name]]
        else:
            every = sorted({chapter for known in self.chapters.values() for chapter in known})
            lines = [GoodsLine(chapter) for chapter in every]
        return Goods(tuple(lines), chinese)

    def duty(
        self, market: str, origin: str, goods: Goods, day: str, assumed: frozenset[str]
    ) -> Duty | None:
        r"""Return the duty of a market on goods made in a country.

        On average over the lines of the goods, each as much as any other, and over the goods of a
        line,

        .. math:: d = \frac1n \sum_l \sum_k s_{kl} r_k

        with the rate ``r_k`` of layer ``k`` and the share ``s_kl`` of line ``l`` that it hits; a
        layer that another replaces is levied on the rest. Layers that hit only goods named in them
        are told among the portions and not counted. Where the goods may count as Chinese, see
        `Schedule.strictest`, the duty on these bounds it too.

        Parameters
        ----------
        market
            Key of the market.
        origin
            Id of the country in which they are made.
        goods
            What is sold.
        day
            ISO 8601.
        assumed
            Assumptions that hold beside what was enacted.

        Returns
        -------
        Duty or None
            None where no general duty of the market on that origin is recorded.
        """
        return _levied(self, market, origin, goods, day, assumed)

    def conferred(self, chinese_parts: float | None) -> Conferred:
        """Tell whose goods they are, by the share of Chinese parts in their value.

        Parameters
        ----------
        chinese_parts
            In 0..1, None where it is not stated.

        Returns
        -------
        str
            ``"host"`` up to ``strictest``, ``"china"`` above ``lenient``; ``"open"`` between, and
            where nothing is stated.
        """
        if chinese_parts is None or self.strictest < chinese_parts <= self.lenient:
            return "open"
        return "host" if chinese_parts <= self.strictest else "china"

    @property
    def markets(self) -> tuple[str, ...]:
        """Markets that levy any of the layers."""
        return _markets(self)

    def covers(self, origin: str) -> bool:
        """Tell whether a general duty on goods of a country is recorded in any market."""
        layers = self.layers.values()
        return any(layer.kind == "general" and layer.reaches(origin) for layer in layers)


@lru_cache(maxsize=8)
def _markets(schedule: Schedule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer.market for layer in schedule.layers.values()))


@lru_cache(maxsize=1 << 14)
def _levied(
    schedule: Schedule, market: str, origin: str, goods: Goods, day: str, assumed: frozenset[str]
) -> Duty | None:
    """Return the duty on goods that may count as Chinese; the same asked twice from memory."""
    own = _duty(schedule, market, origin, goods.lines, day, assumed)
    conferred = schedule.conferred(goods.chinese_parts)
    if own is None or conferred == "host" or CHINA in (origin, market.casefold()):
        return own
    chinese = _duty(schedule, market, CHINA, goods.lines, day, assumed)
    if chinese is None or conferred == "china":
        return chinese or own
    return Duty(
        low=min(own.low, chinese.low),
        mode=own.mode,
        high=max(own.high, chinese.high),
        portions=own.portions,
        claims=tuple(dict.fromkeys((*own.claims, *chinese.claims, *schedule.claims))),
    )


@lru_cache(maxsize=1 << 13)
def _duty(
    schedule: Schedule,
    market: str,
    origin: str,
    lines: tuple[GoodsLine, ...],
    day: str,
    assumed: frozenset[str],
) -> Duty | None:
    """Return the duty on average over lines of goods; the same asked twice comes from memory."""
    found = [_line_duty(schedule, market, origin, line, day, assumed) for line in lines]
    known = [duty for duty in found if duty is not None]
    if len(known) < len(found) or not found:
        return None
    low, mode, high = _means(known)
    return Duty(
        low=low,
        mode=mode,
        high=high,
        portions=tuple(_averaged(known)),
        claims=tuple(dict.fromkeys(claim for duty in known for claim in duty.claims)),
    )


@lru_cache(maxsize=1 << 16)
def _line_duty(
    schedule: Schedule, market: str, origin: str, line: GoodsLine, day: str, assumed: frozenset[str]
) -> Duty | None:
    """Return the duty on one line of goods; the same schedule asked twice answers from memory."""
    active = [
        layer for layer in _hitting(schedule, market, line, day, assumed) if layer.reaches(origin)
    ]
    general = [layer for layer in active if layer.kind == "general"]
    if not general:
        return None
    return _composed(general, [layer for layer in active if layer.kind != "general"])


@lru_cache(maxsize=1 << 12)
def _hitting(
    schedule: Schedule, market: str, line: GoodsLine, day: str, assumed: frozenset[str]
) -> tuple[Layer, ...]:
    """Return the layers that hit a line of goods on a day, of each measure the narrowest."""
    found = [
        layer
        for layer in schedule.layers.values()
        if layer.market == market
        and layer.share.high > 0
        and layer.holds(day, assumed)
        and layer.hits(line)
    ]
    finest: dict[str, int] = {}
    for layer in found:
        finest[layer.measure] = max(finest.get(layer.measure, 0), layer.precision)
    return tuple(layer for layer in found if layer.precision == finest[layer.measure])


def _composed(general: Sequence[Layer], levied: Sequence[Layer]) -> Duty:
    """Return what is levied on the average goods of a line, and what may hit some of them too."""
    likely = [layer for layer in levied if layer.share.mode > 0]
    rates = [layer.rate for layer in general]
    base = math.fsum(rate.mode for rate in rates) / len(rates)
    ends = [_expected(base, likely, end) for end in _ENDS]
    mode, borne, chances = ends[1]
    parts = [
        Portion(
            layer=general[0].measure,
            name=general[0].name,
            low=min(rate.low for rate in rates),
            mode=borne * base,
            high=max(rate.high for rate in rates),
        ),
        *map(_portion, likely, chances),
        *(_portion(layer, 0.0) for layer in levied if layer.share.mode == 0),
    ]
    return Duty(
        low=min(total for total, _, _ in ends),
        mode=mode,
        high=max(total for total, _, _ in ends),
        portions=tuple(parts),
        claims=tuple(
            dict.fromkeys(claim for layer in (*general, *levied) for claim in layer.claims)
        ),
    )


def _expected(
    base: float, levied: Sequence[Layer], end: tuple[int, int]
) -> tuple[float, float, list[float]]:
    """Return the duty on average over the goods, and the part that bears each of its layers.

    Whether a good is hit by one layer says nothing of another; what a layer replaces is not levied
    on the goods that it hits.

    Parameters
    ----------
    base
        The general duty.
    levied
        What else can be levied.
    end
        Which share and rate of layers that raise the duty, and which share of those that lower it.
    """
    shares = [layer.share[end[1] if GENERAL in layer.replaces else end[0]] for layer in levied]
    open_ = [k for k, share in enumerate(shares) if share < 1]
    hit = np.ones((1 << len(open_), len(levied)), dtype=bool)
    chances = np.ones(len(hit))
    for bit, k in enumerate(open_):
        hit[:, k] = (np.arange(len(hit)) >> bit) & 1
        chances *= np.where(hit[:, k], shares[k], 1.0 - shares[k])
    kept, bears_general = hit.copy(), np.ones(len(hit), dtype=bool)
    for k, layer in enumerate(levied):
        for other, replaced in enumerate(levied):
            if replaced.measure in layer.replaces:
                kept[:, other] &= ~hit[:, k]
        if GENERAL in layer.replaces:
            bears_general &= ~hit[:, k]
    parts = chances @ kept
    borne = float(chances @ bears_general)
    rates = np.array([layer.rate[end[0]] for layer in levied])
    return borne * base + float(parts @ rates), borne, parts.tolist()


def _portion(layer: Layer, part: float) -> Portion:
    low = layer.rate.low if part >= 1 else 0.0
    mode = part * layer.rate.mode
    return Portion(
        layer=layer.measure,
        name=layer.name,
        low=low,
        mode=mode,
        high=layer.rate.high,
        named=layer.share.mode == 0,
    )


def _averaged(duties: Sequence[Duty]) -> Iterator[Portion]:
    """Yield each layer's part, averaged over lines of goods."""
    seen: dict[str, list[Portion]] = {}
    for duty in duties:
        for portion in duty.portions:
            seen.setdefault(portion.layer, []).append(portion)
    for layer, told in seen.items():
        low, mode, high = _means(told, len(duties))
        if high > 0:
            named = all(one.named for one in told)
            yield Portion(
                layer=layer, name=told[0].name, low=low, mode=mode, high=high, named=named
            )


def _means(told: Sequence[Duty] | Sequence[Portion], count: int = 0) -> Range:
    """Return the mean of each end; those that are missing to the count are nothing."""
    ends = zip(*((one.low, one.mode, one.high) for one in told), strict=True)
    return Range(*(round(math.fsum(end) / (count or len(told)), _DIGITS) for end in ends))
