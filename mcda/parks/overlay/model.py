"""What private data hold: rows of four sheets, each knowing where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from mcda.parks.model import Claim, Source, Tenure, TenureKind
from mcda.sheets.columns import Place

SHEETS = ("sources", "claims", "ratings", "quotations")
SOURCED = ("claims", "quotations")
"""Sheets whose rows come from a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source, as `mcda.parks.Source`."""

    place: Place = field(compare=False, repr=False)
    id: str
    title: str
    date: str
    url: str = ""
    weak: str = "no"

    @property
    def key(self) -> tuple[str, ...]:
        """What no two rows share."""
        return (self.id,)

    def source(self) -> Source:
        """Return the source that it describes."""
        return Source(
            id=self.id, title=self.title, url=self.url, date=self.date, weak=self.weak == "yes"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim, as `mcda.parks.Claim`, its source by id."""

    place: Place = field(compare=False, repr=False)
    id: str
    subject: str
    attribute: str
    value: str
    as_of: str
    kind: str
    source: str
    quote: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    locator: str = ""
    tenure: str = ""
    lease_years: float | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What no two rows share."""
        return (self.id,)

    def claim(self, source: Source) -> Claim:
        """Return the private claim that it describes."""
        return Claim(
            id=self.id,
            subject=self.subject,
            attribute=self.attribute,
            value=self.value,
            low=self.low,
            high=self.high,
            unit=self.unit,
            as_of=self.as_of,
            kind="measured" if self.kind == "measured" else "stated",
            source=source,
            locator=self.locator,
            quote=self.quote,
            tenure=tenure_of(self),
            private=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """A reading of a park on a criterion; what is left out follows, see `figures`."""

    place: Place = field(compare=False, repr=False)
    park: str
    criterion: str
    kind: str
    claims: tuple[str, ...]
    level: str = ""
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    rationale_en: str = ""
    rationale_zh: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What no two rows share."""
        return self.park, self.criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A figure that a park quoted; ``quote`` may be empty."""

    place: Place = field(compare=False, repr=False)
    park: str
    criterion: str
    source: str
    as_of: str
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    quote: str = ""
    tenure: str = ""
    lease_years: float | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What no two rows share."""
        return self.park, self.criterion

    @property
    def claim_id(self) -> str:
        """Id of the claim made of it."""
        return quoted(self.park, self.criterion)


def tenure_of(row: ClaimRow | Quotation) -> Tenure | None:
    """Return what a price buys, None where the row does not say."""
    if not row.tenure:
        return None
    return Tenure(kind=cast("TenureKind", row.tenure), years=row.lease_years)


def quoted(park: str, criterion: str) -> str:
    """Return the id of the claim made of a quotation."""
    return f"{QUOTED}{park}.{criterion}"


QUOTED = "quotation."
"""How the ids of claims made of quotations begin; no other claim's does."""

AnyRow = SourceRow | ClaimRow | RatingRow | Quotation
ROWS: Mapping[str, type[AnyRow]] = {
    "sources": SourceRow,
    "claims": ClaimRow,
    "ratings": RatingRow,
    "quotations": Quotation,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Private data over the shipped catalogue, which they never change."""

    sources: tuple[SourceRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    ratings: tuple[RatingRow, ...] = ()
    quotations: tuple[Quotation, ...] = ()

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
        """Yield all rows, sheet after sheet."""
        for name in SHEETS:
            yield from self.sheet(name)

    def __len__(self) -> int:
        """Return the number of rows."""
        return sum(len(self.sheet(name)) for name in SHEETS)
