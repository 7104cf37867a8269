"""The records of private data: rows of four sheets, each with its place in the files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, cast

from mcda.parks.model import Claim, Source, Tenure, TenureKind
from mcda.sheets.columns import RowPlace

SHEETS = ("sources", "claims", "ratings", "quotations")
"""Of private data, in the order in which they are written and read."""
SOURCED = ("claims", "quotations")
"""Sheets whose rows come from a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What the rows of all sheets have."""

    KEY: ClassVar[tuple[str, ...]] = ("park", "criterion")
    """Columns that together differ between any two rows."""
    place: RowPlace = field(compare=False, repr=False)
    """Where the row stands."""

    @property
    def key(self) -> tuple[str, ...]:
        """The unique key of the row."""
        return tuple(getattr(self, name) for name in self.KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement(_Row):
    """What a claim and a quotation have in common."""

    source: str
    """Id of its source."""
    as_of: str
    """When it holds: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    low: float | None = None
    """Lowest value, None where none is stated."""
    high: float | None = None
    """Highest value, None where none is stated."""
    tenure: str = ""
    """Of a land price: what it buys, ``"sale"``, ``"lease"`` or ``"rent"``."""
    lease_years: float | None = None
    """Of a land price: the years of a lease."""

    @property
    def right(self) -> Tenure | None:
        """The right to land that a price buys, None if the row does not state it."""
        if not self.tenure:
            return None
        return Tenure(kind=cast("TenureKind", self.tenure), years=self.lease_years)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow(_Row):
    """A source, as `mcda.parks.Source`.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "80 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> (row,) = add_entry(Overlay(), entry, load_catalogue()).sources
    >>> row.source().title, row.source().date
    ('Visit', '2026-03')
    """

    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    """What claims and quotations name it by; of no two sources the same."""
    title: str
    """Who said it, and in which document."""
    date: str
    """Of the document: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    url: str = ""
    """Address or name of a file; may be empty."""
    weak: str = "no"
    """``"yes"`` of brokers, of hearsay and of copies of copies, else ``"no"``."""

    def source(self) -> Source:
        """Return the source of the row."""
        return Source(
            id=self.id, title=self.title, url=self.url, date=self.date, weak=self.weak == "yes"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow(_Statement):
    """A claim, as `mcda.parks.Claim`, with the id of its source.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "80 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> (row,) = add_entry(Overlay(), entry, load_catalogue()).claims
    >>> row.id, row.attribute, row.value, row.unit
    ('own.tcr.port_distance.1', 'distance_port', '80', 'km')
    """

    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    """What ratings name it by; of no two claims the same."""
    subject: str
    """Id of the park, country or region that it is about."""
    attribute: str
    """What is said of it, such as ``"land_price"``."""
    value: str
    """A number or a few words."""
    kind: str
    """``"measured"`` or ``"stated"``."""
    quote: str
    """The source's own words."""
    unit: str = ""
    """Of the value and its bounds; may be empty."""
    locator: str = ""
    """Page or section; may be empty."""

    @property
    def claim_id(self) -> str:
        """Id of the claim of the row."""
        return self.id

    def claim(self, source: Source) -> Claim:
        """Return the private claim of the row."""
        return Claim(
            **{name: getattr(self, name) for name in _ALIKE},
            kind="measured" if self.kind == "measured" else "stated",
            source=source,
            tenure=self.right,
            private=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow(_Row):
    """A rating of a park on a criterion; figures left out follow from the others.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "All but gas and rail"}
    >>> entry = StatementEntry(park="tcr", criterion="infrastructure", value="five", **said)
    >>> (row,) = add_entry(Overlay(), entry, load_catalogue()).ratings
    >>> row.key, row.level, row.mode, row.claims
    (('tcr', 'infrastructure'), 'five', 5.0, ('own.tcr.infrastructure.1',))
    """

    park: str
    """Ids of what is rated."""
    criterion: str
    """Ids of what is rated."""
    kind: str
    """``"measured"``, ``"stated"``, ``"rated"`` or ``"derived"``."""
    claims: tuple[str, ...]
    """Ids of what it rests on."""
    level: str = ""
    """Id of a level of the criterion's ladder; may be empty."""
    low: float | None = None
    """In the criterion's unit, ``low <= mode <= high``. Without a mode it is the value of the
    level, else ``(low + high) / 2``; without bounds they are those of the level, else the mode."""
    mode: float | None = None
    """In the criterion's unit, ``low <= mode <= high``. Without a mode it is the value of the
    level, else ``(low + high) / 2``; without bounds they are those of the level, else the mode."""
    high: float | None = None
    """In the criterion's unit, ``low <= mode <= high``. Without a mode it is the value of the
    level, else ``(low + high) / 2``; without bounds they are those of the level, else the mode."""
    rationale_en: str = ""
    """Why; one of them may be empty."""
    rationale_zh: str = ""
    """Why; one of them may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(_Statement):
    r"""A figure that a park quoted, which becomes a claim and a rating.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Files, read_overlay
    >>> sheet = b"park,criterion,mode,source,as_of\ntcr,land_price,118,sheng_2025,2026-03-12"
    >>> files = Files("quotations.csv", {"quotations.csv": sheet})
    >>> (row,) = read_overlay(files, load_catalogue()).quotations
    >>> row.mode, row.claim_id
    (118.0, 'quotation.tcr.land_price')
    """

    kind: ClassVar[str] = "stated"
    level: ClassVar[str] = ""
    park: str
    """Ids of what the figure is about."""
    criterion: str
    """Ids of what the figure is about."""
    mode: float | None = None
    """In the unit that the criterion is quoted in; without a mode ``(low + high) / 2``, without
    bounds the mode."""
    quote: str = ""
    """The park's own words; may be empty."""

    @property
    def claim_id(self) -> str:
        """Id of the claim of the quotation."""
        return quoted(self.park, self.criterion)


_ALIKE = (
    *("id", "subject", "attribute", "value", "low", "high", "unit"),
    *("as_of", "locator", "quote"),
)


def quoted(park: str, criterion: str) -> str:
    """Return the id of the claim of a quotation."""
    return f"{QUOTED}{park}.{criterion}"


QUOTED = "quotation."
"""How the ids of claims made of quotations begin; no other claim's does."""

AnyRow = SourceRow | ClaimRow | RatingRow | Quotation
ROWS: Mapping[str, type[AnyRow]] = dict(
    zip(SHEETS, (SourceRow, ClaimRow, RatingRow, Quotation), strict=True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Private data over the shipped catalogue, which stays unchanged.

    Examples
    --------
    A level that was stated makes a source, a claim and a rating:

    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import SHEETS, Overlay, StatementEntry, add_entry
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "All but gas and rail"}
    >>> entry = StatementEntry(park="tcr", criterion="infrastructure", value="five", **said)
    >>> ours = add_entry(Overlay(), entry, load_catalogue())
    >>> [len(ours.sheet(name)) for name in SHEETS], len(ours)
    ([1, 1, 1, 0], 3)
    """

    sources: tuple[SourceRow, ...] = ()
    """Rows of the four sheets, in their order; no two of a sheet have one ``key``."""
    claims: tuple[ClaimRow, ...] = ()
    """Rows of the four sheets, in their order; no two of a sheet have one ``key``."""
    ratings: tuple[RatingRow, ...] = ()
    """Rows of the four sheets, in their order; no two of a sheet have one ``key``."""
    quotations: tuple[Quotation, ...] = ()
    """Rows of the four sheets, in their order; no two of a sheet have one ``key``."""

    def sheet(self, name: str) -> tuple[AnyRow, ...]:
        """Return the rows of one of `SHEETS`."""
        rows: tuple[AnyRow, ...] = getattr(self, name)
        return rows

    @property
    def rated(self) -> "tuple[RatingRow | Quotation, ...]":
        """The rows that become ratings."""
        return (*self.ratings, *self.quotations)

    @property
    def sourced(self) -> "tuple[ClaimRow | Quotation, ...]":
        """The rows that become claims."""
        return (*self.claims, *self.quotations)

    def __iter__(self) -> Iterator[AnyRow]:
        """Yield all rows, sheet by sheet."""
        for name in SHEETS:
            yield from self.sheet(name)

    def __len__(self) -> int:
        """Return the number of rows."""
        return sum(len(self.sheet(name)) for name in SHEETS)
