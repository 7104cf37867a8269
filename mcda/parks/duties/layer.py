"""One measure of a market: on which goods it is levied, how much, and from when to when."""

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
CHAPTERS = frozenset(f"{number:02}" for number in range(1, 98)) - {"77"}
"""Of the Harmonized System; 77 is kept free there."""
HIGHEST_RATE = 500.0
"""Per cent; what a rate may be at most."""
EVERY = "*"
"""Of origins or chapters: all of them."""


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
    """What goods must be for a preference.

    Parameters
    ----------
    text
        By language.
    most_foreign
        Highest share of foreign parts in the value, where the rule states one.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> rule = load_catalogue().schedule.layers["asean_acfta"].rule
    >>> rule.text["en"], rule.most_foreign
    ('Regional value content of at least 40 %.', 0.6)
    """

    text: Text
    most_foreign: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A measure of a market.

    Parameters
    ----------
    id, name
        Of the layer.
    measure
        What it is a part of: of the layers of one measure that hit a line of goods only those
        count that name it most narrowly.
    market
        Key of the market that levies it, see `mcda.parks.scenario.market_key`.
    kind
        Which sort of measure it is.
    origins
        Ids of countries, ``"*"`` for all, ``"!mexico"`` for all but one.
    chapters
        HS chapters with two digits, ``"*"`` for all.
    sectors
        Sectors whose products alone it names; then chapters do not count.
    share
        Part of the goods of a chapter or sector that it hits, 0 to 1; where the likeliest is 0 it
        hits only goods that it names.
    rate
        Per cent of the value; the general duty differs by product between its bounds.
    since, until
        First and last day, ISO 8601; empty where none is known.
    scenario
        Assumption under which it is levied at all; empty for what was enacted.
    replaces
        Measures that are not levied on goods that this one hits; ``"general"`` for the general
        duty.
    rule
        Rule of origin of a preference.
    claims
        Ids of the claims it rests on.
    note
        What a reader should know of it, by language.

    Examples
    --------
    >>> from mcda.parks.duties import GoodsLine, Layer, Range
    >>> cars = Layer(
    ...     id="cars", name={}, measure="cars", market="US", kind="section_232", claims=(),
    ...     origins=("*", "!mexico"), chapters=("87",), rate=Range(25, 25, 25), since="2025-05-03",
    ... )
    >>> cars.reaches("mexico"), cars.hits(GoodsLine("87")), cars.holds("2025-05-02", frozenset())
    (False, True, False)
    """

    id: str
    name: Text
    measure: str
    market: str
    kind: Kind
    origins: tuple[str, ...]
    chapters: tuple[str, ...] = (EVERY,)
    sectors: tuple[str, ...] = ()
    share: Range = ALL
    rate: Range
    since: str = ""
    until: str = ""
    scenario: str = ""
    replaces: frozenset[str] = frozenset()
    rule: RuleOfOrigin | None = None
    claims: tuple[str, ...]
    note: Text = field(default_factory=dict)

    def holds(self, day: str, assumed: frozenset[str]) -> bool:
        """Tell whether it is levied on a day, under what is assumed."""
        begun = not self.since or self.since <= day
        return begun and (not self.until or day <= self.until) and self.scenario in {"", *assumed}

    def reaches(self, origin: str) -> bool:
        """Tell whether it is levied on goods of a country."""
        if f"!{origin}" in self.origins:
            return False
        everywhere = any(name == EVERY or name.startswith("!") for name in self.origins)
        return everywhere or origin in self.origins

    def hits(self, line: GoodsLine) -> bool:
        """Tell whether some of a line of goods can be under it."""
        if self.sectors:
            return line.sector in self.sectors
        return EVERY in self.chapters or line.chapter in self.chapters

    @property
    def precision(self) -> int:
        """How narrowly it names goods: by sector, by chapter, or all."""
        return 2 if self.sectors else 0 if EVERY in self.chapters else 1

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of ``data/duties.csv``, lists divided by blanks, texts by language."""
        rule = {language: row[f"rule_{language}"] for language in LANGUAGES}
        most = row["most_foreign"]
        return cls(
            id=row["id"],
            name={language: row[f"name_{language}"] for language in LANGUAGES},
            measure=row["measure"],
            market=row["market"],
            kind=cast("Kind", row["kind"]),
            origins=tuple(row["origins"].split()),
            chapters=tuple(row["chapters"].split()),
            sectors=tuple(row["sectors"].split()),
            share=_range(row, "share"),
            rate=_range(row, "rate"),
            since=row["since"],
            until=row["until"],
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
