"""All layers together: the duty of a market on goods of an origin, and its parts."""

import hashlib
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.parks.duties.goods import Goods, GoodsLine
from mcda.parks.duties.layer import CHAPTERS, EVERY, HIGHEST_RATE, Basis, Layer, Range, is_code
from mcda.parks.model import Text

CHINA, CHINESE_MARKET = "china", "CN"
NO_COUNTRY = ""
"""An origin without a preference or a measure of its own: it bears general duties alone."""
Conferred = Literal["host", "china", "open"]
_DIGITS = 10
_ENDS = ((0, 2), (1, 1), (2, 0))
Flags = npt.NDArray[np.bool_]
GENERAL = "general"
"""Among what a layer replaces: the general duty."""
Found = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one measure adds, in per cent of the value: bounds by product, and on average.

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
    """Id of the measure."""
    name: Text
    """What it is called."""
    low: float
    """Bounds by product."""
    mode: float
    """On average."""
    high: float
    """Bounds by product."""
    named: bool = False
    """It hits only products that it names, and counts in the upper bound alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty in per cent of the value, and the layers that compose it.

    The duty applies to the average goods of the lines: its bounds are doubt about the measures, not
    differences by product. The bounds of the portions are those by product, so that they do not add
    up to the whole; the likeliest values do.

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
    """Per cent of the value, ``0 <= low <= mode <= high``."""
    mode: float
    """Per cent of the value, ``0 <= low <= mode <= high``."""
    high: float
    """Per cent of the value, ``0 <= low <= mode <= high``."""
    portions: tuple[Portion, ...] = ()
    """What each measure adds."""
    claims: tuple[str, ...] = ()
    """Ids of the claims it rests on."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Schedule:
    """Every layer on record, and the HS codes of what sectors make.

    Examples
    --------
    >>> from mcda.parks.duties import Schedule
    >>> known = Schedule(codes={"garments": ("61", "62")}, strictest=0.3, lenient=0.75)
    >>> [line.code for line in known.goods(["garments"]).lines]
    ['61', '62']
    >>> [known.conferred(share) for share in (0.2, 0.5, 0.9)]
    ['host', 'open', 'china']
    """

    layers: Mapping[str, Layer] = field(default_factory=dict)
    """By id."""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Sector -> HS chapters or headings of its goods; none for services."""
    strictest: float = 0.0
    """Least and most share of foreign parts that the recorded rules of origin allow: goods with
    less count as the host's, with more as China's, and between it is open."""
    lenient: float = 1.0
    """Least and most share of foreign parts that the recorded rules of origin allow: goods with
    less count as the host's, with more as China's, and between it is open."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that these rest on."""

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Schedule) and self._digest == other._digest)

    def __hash__(self) -> int:
        return hash(self._digest)

    @cached_property
    def _digest(self) -> str:
        """Of what it holds: results are cached by schedule, of which a process may read several."""
        held = (self.layers, self.codes, self.strictest, self.lenient, self.claims)
        return hashlib.sha256(repr(held).encode()).hexdigest()

    def goods(
        self, sectors: Iterable[str], codes: Iterable[str] = (), chinese: float | None = None
    ) -> Goods:
        """Return the goods of an enterprise.

        Parameters
        ----------
        sectors
            The sectors of the enterprise; without a known sector and without codes, goods of all
            chapters of all sectors are used: the average product.
        codes
            HS chapters, headings or subheadings that it states itself, in place of those of its
            sectors.
        chinese
            Share of Chinese parts in their value.
        """
        known_sectors = [name for name in sectors if self.codes.get(name)]
        if codes:
            lines = [
                GoodsLine(code, name)
                for code in sorted(set(codes))
                for name in list(filter(partial(self._makes, code), known_sectors)) or [""]
            ]
        elif known_sectors:
            lines = [GoodsLine(code, name) for name in known_sectors for code in self.codes[name]]
        else:
            every = sorted({code[:2] for group in self.codes.values() for code in group})
            lines = [GoodsLine(chapter) for chapter in every]
        return Goods(tuple(lines), chinese, self.chance_chinese(chinese))

    def duty(
        self, market: str, origin: str, goods: Goods, day: str, assumed: frozenset[str]
    ) -> Duty | None:
        r"""Return the duty of a market on goods made in a country.

        On average over the lines of the goods, each as much as any other, and over the goods of a
        line,

        .. math:: d = \frac1n \sum_l \sum_k s_{kl} r_k

        with the rate ``r_k`` of layer ``k`` and the share ``s_kl`` of line ``l`` that it hits; a
        layer that another replaces is levied on the rest. Layers that hit only goods named in them
        count in the upper bound alone. If the goods may count as Chinese, see
        `Schedule.strictest`, the duty on Chinese goods widens the bounds.

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
            None where no general duty of the market on that origin is recorded, unless all of the
            goods are free of it.
        """
        return _levied(self, market, origin, goods, day, assumed)

    def _makes(self, code: str, sector: str) -> bool:
        """Tell whether a sector makes goods of a code, or of a part of it."""
        return any(code.startswith(own) or own.startswith(code) for own in self.codes[sector])

    def basis(self, market: str, line: GoodsLine, day: str) -> Basis | None:
        """Return what a general duty rests on, None where it is not on record."""
        layers = _hitting(self, market, line, day, frozenset())
        general = (layer for layer in layers if layer.kind == "general")
        return next((layer.basis for layer in general if layer.reaches(NO_COUNTRY)), None)

    def rates(
        self, market: str, origin: str, goods: Goods, day: str, assumed: frozenset[str]
    ) -> FloatArray | None:
        """Return low, mode and high of the duty by line of goods and origin, ``(lines, 2, 3)``.

        The origins are the country and China; None where a general duty is not on record. A duty on
        Chinese goods that is not on record is the typical one.
        """
        return _rates(self, market, origin, goods, day, assumed)

    def typical(self, goods: Goods, day: str) -> float:
        """Return the mean of the markets' general duties on goods."""
        duties = [
            _duty(self, market, NO_COUNTRY, goods, day, frozenset()) for market in self.markets
        ]
        modes = [duty.mode for duty in duties if duty is not None]
        return round(math.fsum(modes) / len(modes), _DIGITS) if modes else 0.0

    def chance_chinese(self, chinese_parts: float | None) -> float:
        """Return the chance that goods count as Chinese, by the share of Chinese parts.

        The share that a market allows is anywhere from the strictest to the most lenient. A share
        that is not stated is likeliest at the strictest, at which a maker abroad aims, and from 0
        to 1 (triangular).
        """
        a, b = self.strictest, self.lenient
        if chinese_parts is not None:
            inside = a < chinese_parts <= b
            return (chinese_parts - a) / (b - a) if inside else float(chinese_parts > b)
        if a >= 1:
            return 0.0
        return 1 - a if a == b else ((1 - a) ** 3 - (1 - b) ** 3) / (3 * (1 - a) * (b - a))

    def conferred(self, chinese_parts: float | None) -> Conferred:
        """Return the origin of goods, by the share of Chinese parts in their value.

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

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """Markets of all layers."""
        return tuple(dict.fromkeys(layer.market for layer in self.layers.values()))

    def covers(self, origin: str) -> bool:
        """Tell whether a general duty on goods of a country is recorded in any market."""
        layers = self.layers.values()
        return any(layer.kind == "general" and layer.reaches(origin) for layer in layers)


@lru_cache(maxsize=8)
def _by_chapter(schedule: Schedule) -> Mapping[tuple[str, str], list[Layer]]:
    """Return the layers of each market that may hit goods of each chapter."""
    by_chapter: dict[tuple[str, str], list[Layer]] = {}
    for layer in schedule.layers.values():
        for chapter in CHAPTERS if EVERY in layer.codes else {code[:2] for code in layer.codes}:
            by_chapter.setdefault((layer.market, chapter), []).append(layer)
    return by_chapter


@lru_cache(maxsize=1 << 13)
def _rates(
    schedule: Schedule, market: str, origin: str, goods: Goods, day: str, assumed: frozenset[str]
) -> FloatArray | None:
    """Return the duty by line and origin; results are cached."""
    own = [
        _line_duty(schedule, market, origin, line, day, assumed, goods.regimes)
        for line in goods.lines
    ]
    chinese = own
    if origin != CHINA and market != CHINESE_MARKET:
        chinese = [
            _line_duty(schedule, market, CHINA, line, day, assumed, ()) for line in goods.lines
        ]
    if None in own or not own:
        return None
    gap = schedule.typical(goods, day) if None in chinese else 0.0
    rates = np.array(
        [
            [(d.low, d.mode, d.high) if d is not None else (gap, gap, gap) for d in pair]
            for pair in zip(own, chinese, strict=True)
        ]
    )
    rates.setflags(write=False)
    return rates


@lru_cache(maxsize=1 << 14)
def _levied(
    schedule: Schedule, market: str, origin: str, goods: Goods, day: str, assumed: frozenset[str]
) -> Duty | None:
    """Return the duty on goods that may count as Chinese; results are cached."""
    own = _duty(schedule, market, origin, goods, day, assumed)
    conferred = schedule.conferred(goods.chinese_parts)
    if own is None or conferred == "host" or origin == CHINA or market == CHINESE_MARKET:
        return own
    chinese = _duty(schedule, market, CHINA, goods._replace(regimes=()), day, assumed)
    if conferred == "china":
        return chinese
    if chinese is None:  # free of a general duty that is not on record, which Chinese goods bear
        typical = schedule.typical(goods, day)
        chinese = Duty(low=typical, mode=typical, high=typical)
    return Duty(
        low=min(own.low, chinese.low),
        mode=own.mode,
        high=max(own.high, chinese.high),
        portions=own.portions,
        claims=tuple(dict.fromkeys((*own.claims, *chinese.claims, *schedule.claims))),
    )


@lru_cache(maxsize=1 << 13)
def _duty(
    schedule: Schedule, market: str, origin: str, goods: Goods, day: str, assumed: frozenset[str]
) -> Duty | None:
    """Return the duty on average over lines of goods; results are cached."""
    duties = [
        _line_duty(schedule, market, origin, line, day, assumed, goods.regimes)
        for line in goods.lines
    ]
    recorded = [duty for duty in duties if duty is not None]
    if len(recorded) < len(duties) or not duties:
        return None
    low, mode, high = _means(recorded)
    claims = tuple(dict.fromkeys(claim for duty in recorded for claim in duty.claims))
    portions = tuple(_averaged(recorded))
    return Duty(low=low, mode=mode, high=high, portions=portions, claims=claims)


@lru_cache(maxsize=1 << 16)
def _line_duty(
    schedule: Schedule,
    market: str,
    origin: str,
    line: GoodsLine,
    day: str,
    assumed: frozenset[str],
    regimes: tuple[str, ...],
) -> Duty | None:
    """Return the duty on one line of goods; results are cached by schedule."""
    active = [
        layer
        for layer in _hitting(schedule, market, line, day, assumed)
        if layer.reaches(origin) and layer.regime in ("", *regimes)
    ]
    general = [layer for layer in active if layer.kind == "general"]
    if origin == NO_COUNTRY:
        active = general
    # What is free of the general duty altogether is free of one that is not on record, too.
    is_free = any(GENERAL in layer.replaces and layer.share.low >= 1 for layer in active)
    if not (general or is_free):
        return None
    return _composed(general, [layer for layer in active if layer.kind != "general"], origin)


@lru_cache(maxsize=1 << 14)
def _hitting(
    schedule: Schedule, market: str, line: GoodsLine, day: str, assumed: frozenset[str]
) -> tuple[Layer, ...]:
    """Return the layers that apply to a line of goods on a day, of each measure the narrowest."""
    hits = [
        layer
        for layer in _by_chapter(schedule).get((market, line.code[:2]), ())
        if layer.share.high > 0 and layer.holds(day, assumed) and layer.hits(line)
    ]
    finest: dict[str, int] = {}
    for layer in hits:
        finest[layer.measure] = max(finest.get(layer.measure, 0), layer.precision(line))
    return tuple(layer for layer in hits if layer.precision(line) == finest[layer.measure])


def _composed(general: Sequence[Layer], levied: Sequence[Layer], origin: str) -> Duty:
    """Return the duty on the average goods of a line, with layers that may hit only some goods."""
    rates = [layer.rate for layer in general]
    doubts = [
        rate if layer.basis == "group" else Range(*[rate.mode] * 3)
        for layer, rate in zip(general, rates, strict=True)
    ]
    bases = [math.fsum(end) / len(doubts) for end in zip(*doubts, strict=True)] or [0.0] * 3
    ends = [_expected(base, levied, end) for base, end in zip(bases, _ENDS, strict=True)]
    mode, borne, chances = ends[1]
    parts = [
        Portion(
            layer=layer.measure,
            name=layer.name,
            low=min(rate.low for rate in rates),
            mode=borne * bases[1],
            high=max(rate.high for rate in rates),
        )
        for layer in general[:1]
    ]
    parts += [
        Portion(
            layer=layer.measure,
            name=layer.name,
            low=layer.rate.low if part >= 1 else 0.0,
            mode=part * layer.rate.mode,
            high=layer.rate.high,
            named=layer.share.mode == 0,
        )
        for layer, part in zip(levied, chances, strict=True)
    ]
    totals = [total for total, _, _ in ends]
    low, high = min(totals), max(totals)
    laid = (claim for layer in (*general, *levied) for claim in layer.claims_on(origin))
    claims = tuple(dict.fromkeys(laid))
    return Duty(low=low, mode=mode, high=high, portions=tuple(parts), claims=claims)


def _expected(
    base: float, levied: Sequence[Layer], end: tuple[int, int]
) -> tuple[float, float, list[float]]:
    """Return the average duty over the goods, and the share of goods that bears each layer.

    Layers hit goods independently of each other, but those of different products never the same
    goods; a layer that another replaces is not levied on the goods that the other hits.
    """
    if not levied:
        return base, 1.0, []
    rates = np.array([layer.rate[end[0]] for layer in levied])
    hit, chances = np.zeros((1, len(levied)), dtype=bool), np.ones(1)
    for cases in _cases(levied, rates, end):
        hit = np.concatenate([hit | case for case, _ in cases])
        chances = np.concatenate([chances * chance for _, chance in cases])
    levies, bears_general = hit.copy(), np.ones(len(hit), dtype=bool)
    for k, layer in enumerate(levied):
        for other, replaced in enumerate(levied):
            if replaced.measure in layer.replaces:
                levies[:, other] &= ~hit[:, k]
        if GENERAL in layer.replaces:
            bears_general &= ~hit[:, k]
    parts = chances @ levies
    borne = float(chances @ bears_general)
    return borne * base + float(parts @ rates), borne, parts.tolist()


def _cases(
    levied: Sequence[Layer], rates: FloatArray, end: tuple[int, int]
) -> Iterator[list[tuple[Flags, float]]]:
    """Yield the cases of each independent part of the layers: which are hit, and how often.

    A part is a layer, or all layers of products that exclude each other; where their shares exceed
    the whole, the dearest products come first.
    """
    shares = np.array(
        [layer.share[end[1] if GENERAL in layer.replaces else end[0]] for layer in levied]
    )
    products = np.array([layer.product for layer in levied])
    for k in np.flatnonzero(products == ""):
        yield _weighted_cases([(np.arange(len(levied)) == k, shares[k])])
    named = [products == name for name in sorted({*products.tolist()} - {""})]
    if named:
        named.sort(key=lambda hit: -float(rates[hit].sum()))
        yield _weighted_cases([(hit, float(shares[hit].max())) for hit in named])


def _weighted_cases(wanted: Sequence[tuple[Flags, float]]) -> list[tuple[Flags, float]]:
    """Return cases with their chances, cut where they exceed 1, and the case that none holds."""
    cases, room = [], 1.0
    for hit, chance in wanted:
        cases.append((hit, min(chance, room)))
        room -= cases[-1][1]
    cases.append((np.zeros_like(wanted[0][0]), room))
    return [(hit, chance) for hit, chance in cases if chance > 0]


def _averaged(duties: Sequence[Duty]) -> Iterator[Portion]:
    """Yield the portion of each layer, averaged over lines of goods."""
    by_layer: dict[str, list[Portion]] = {}
    for duty in duties:
        for portion in duty.portions:
            by_layer.setdefault(portion.layer, []).append(portion)
    for layer, portions in by_layer.items():
        low, mode, high = _means(portions, len(duties))
        if high > 0:
            is_named = all(portion.named for portion in portions)
            yield Portion(
                layer=layer, name=portions[0].name, low=low, mode=mode, high=high, named=is_named
            )


def _means(told: Sequence[Duty] | Sequence[Portion], count: int = 0) -> Range:
    """Return the mean of each end; parts missing from the count are 0."""
    ends = zip(*((part.low, part.mode, part.high) for part in told), strict=True)
    return Range(*(round(math.fsum(end) / (count or len(told)), _DIGITS) for end in ends))


def schedule_faults(
    schedule: Schedule, countries: Collection[str], sectors: Collection[str]
) -> Iterator[Found]:
    """Yield the faults of layers and of the chapters of sectors."""
    measures = {GENERAL, *(layer.measure for layer in schedule.layers.values())}
    for layer in schedule.layers.values():
        where = f"layer {layer.id}"
        for name, most in (("rate", HIGHEST_RATE), ("share", 1.0)):
            low, mode, high = getattr(layer, name)
            if not 0 <= low <= mode <= high <= most:
                yield where, f"{name}: not 0 <= low <= mode <= high <= {most:g}"
        if layer.until and layer.since > layer.until:
            yield where, "ends before it begins"
        if not layer.claims:
            yield where, "rests on no claim"
        yield from ((where, problem) for problem in _names(layer, measures, countries, sectors))
    for sector, codes in schedule.codes.items():
        if sector not in sectors or not all(map(is_code, codes)):
            yield f"goods of {sector}", "an unnamed sector, or no HS code"
    if not 0 <= schedule.strictest <= schedule.lenient <= 1:
        yield "origin of goods", "not 0 <= strictest <= lenient <= 1"


def _names(
    layer: Layer, measures: Collection[str], countries: Collection[str], sectors: Collection[str]
) -> Iterator[str]:
    countries_named = {name.removeprefix("!") for name in layer.origins}
    for kind, names, allowed in (
        ("country", countries_named, countries),
        ("HS code", layer.codes, list(filter(is_code, layer.codes))),
        ("sector", layer.sectors, sectors),
        ("measure", layer.replaces, measures),
    ):
        for name in sorted(name for name in {*names} if name != EVERY and name not in allowed):
            yield f"names unknown {kind} {name}"
