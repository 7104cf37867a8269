"""One measure of a market: the goods, the rate, and the period in which it is levied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self, cast

from mcda.parks.duties.goods import GoodsLine
from mcda.parks.model import Text
from mcda.texts import LANGUAGES

Kind = Literal[
    "general",
    "preference",
    "section_122",
    "section_232",
    "section_301",
    "ieepa",
    "anti_dumping",
    "countervailing",
    "quota",
    "proposed",
]
Basis = Literal["lines", "group"]
CHAPTERS = frozenset(f"{number:02}" for number in range(1, 98)) - {"77"}
"""Of the Harmonized System; 77 is kept free there."""
HIGHEST_RATE = 500.0
"""Per cent; what a rate may be at most."""
_SECTOR = 3  # between a chapter's two digits and a heading's four
EVERY = "*"
"""Of origins or chapters: all of them."""


def is_code(code: str) -> bool:
    """Tell whether a text may be an HS chapter, heading or subheading of a known chapter."""
    return len(code) in (2, 4, 6) and code.isdecimal() and code.isascii() and code[:2] in CHAPTERS


class Range(NamedTuple):
    """Lowest, likeliest and highest of a figure, ``low <= mode <= high``.

    Examples
    --------
    Half to all of the goods are under a measure of 10 %, most likely six tenths; it then adds

    >>> from mcda.parks.duties import Range
    >>> [share * 10 for share in Range(0.5, 0.6, 1.0)]
    [5.0, 6.0, 10.0]
    """

    low: float
    mode: float
    high: float


ALL = Range(1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOfOrigin:
    """The conditions that goods must meet for a preference.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> rule = load_catalogue().schedule.layers["asean_acfta"].rule
    >>> rule.text["en"], rule.most_foreign
    ('Regional value content of at least 40 %.', 0.6)
    """

    text: Text
    """By language."""
    most_foreign: float | None = None
    """Highest share of foreign parts in the value, where the rule states one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A measure of a market.

    Examples
    --------
    >>> from mcda.parks.duties import GoodsLine, Layer, Range
    >>> cars = Layer(
    ...     id="cars", name={}, measure="cars", market="US", kind="section_232", claims=(),
    ...     origins=("*", "!mexico"), codes=("87",), rate=Range(25, 25, 25), since="2025-05-03",
    ... )
    >>> cars.reaches("mexico"), cars.hits(GoodsLine("87")), cars.holds("2025-05-02", frozenset())
    (False, True, False)
    """

    id: str
    """Of the layer."""
    name: Text
    """Of the layer."""
    measure: str
    """What it is a part of: of the layers of one measure that hit a line of goods only those count
    that name it most narrowly."""
    market: str
    """Key of the market that levies it, see `mcda.parks.markets.market_key`."""
    kind: Kind
    """Which sort of measure it is."""
    origins: tuple[str, ...]
    """Ids of countries, ``"*"`` for all, ``"!mexico"`` for all but one."""
    codes: tuple[str, ...] = (EVERY,)
    """HS chapters, headings or subheadings of two, four or six digits, ``"*"`` for all goods."""
    sectors: tuple[str, ...] = ()
    """Sectors whose products alone it names, among goods of its codes."""
    share: Range = ALL
    """Part of the goods of its codes or sectors that it hits, 0 to 1; where the likeliest is 0 it
    hits only goods that it names."""
    product: str = ""
    """What it hits, where other layers name other products of the same codes: goods are one product
    at most. Empty where it does not exclude others."""
    rate: Range
    """Per cent of the value; the general duty differs by product between its bounds."""
    basis: Basis = "lines"
    """What the rate of a general duty rests on: the tariff lines of its codes, or the mean of a
    group of chapters around them; then the rate for the goods is in doubt within the bounds."""
    since: str = ""
    """First and last day, ISO 8601; empty where none is known."""
    until: str = ""
    """First and last day, ISO 8601; empty where none is known."""
    regime: str = ""
    """Regime of a park whose goods alone it reaches; empty for all places of a country."""
    scenario: str = ""
    """Assumption under which it is levied at all; empty for what was enacted."""
    replaces: frozenset[str] = frozenset()
    """Measures that are not levied on goods that this one hits; ``"general"`` for the general
    duty."""
    rule: RuleOfOrigin | None = None
    """Rule of origin of a preference."""
    claims: tuple[str, ...]
    """Ids of the claims it rests on."""
    note: Text = field(default_factory=dict)
    """What a reader should know of it, by language."""

    def holds(self, day: str, assumed: frozenset[str]) -> bool:
        """Tell whether the layer is levied on a day, under given assumptions."""
        begun = not self.since or self.since <= day
        return begun and (not self.until or day <= self.until) and self.scenario in {"", *assumed}

    def reaches(self, origin: str) -> bool:
        """Tell whether the layer is levied on goods of a country."""
        if f"!{origin}" in self.origins:
            return False
        everywhere = any(name == EVERY or name.startswith("!") for name in self.origins)
        return everywhere or origin in self.origins

    def claims_on(self, origin: str) -> tuple[str, ...]:
        """Return the claims behind the layer without those about other countries that it names."""
        others = {name.removeprefix("!") for name in self.origins} - {origin}
        return tuple(claim for claim in self.claims if claim.partition(".")[0] not in others)

    def hits(self, line: GoodsLine) -> bool:
        """Tell whether the layer may apply to some goods of a line."""
        return (not self.sectors or line.sector in self.sectors) and self._digits(line) is not None

    def precision(self, line: GoodsLine) -> int:
        """Return how narrowly the layer names goods of a line that it hits, all goods least.

        A heading is narrower than a sector, a sector narrower than a chapter.
        """
        return max(self._digits(line) or 0, _SECTOR if self.sectors else 0)

    def _digits(self, line: GoodsLine) -> int | None:
        """Return the length of the longest code that the line begins with, None without one."""
        digits = [0] if EVERY in self.codes else []
        digits += [len(code) for code in self.codes if line.code.startswith(code)]
        return max(digits, default=None)

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of ``data/duties``, lists divided by blanks, texts by language."""
        rule = {language: row[f"rule_{language}"] for language in LANGUAGES}
        most = row["most_foreign"]
        return cls(
            id=row["id"],
            name={language: row[f"name_{language}"] for language in LANGUAGES},
            measure=row["measure"],
            market=row["market"],
            kind=cast("Kind", row["kind"]),
            origins=tuple(row["origins"].split()),
            codes=tuple(row["codes"].split()),
            sectors=tuple(row["sectors"].split()),
            share=_range(row, "share"),
            product=row["product"],
            rate=_range(row, "rate"),
            basis=cast("Basis", row["basis"] or "lines"),
            since=row["since"],
            until=row["until"],
            regime=row["regime"],
            scenario=row["scenario"],
            replaces=frozenset(row["replaces"].split()),
            rule=RuleOfOrigin(text=rule, most_foreign=float(most) if most else None)
            if rule["en"] or most
            else None,
            claims=tuple(row["claims"].split()),
            note={name: row[f"note_{name}"] for name in LANGUAGES if row[f"note_{name}"]},
        )


def _range(row: Mapping[str, str], name: str) -> Range:
    return Range(*(float(row[f"{name}_{end}"]) for end in Range._fields))
