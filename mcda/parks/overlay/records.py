"""Sources and claims that rows of private data describe."""

from mcda.parks.model import Claim, Source
from mcda.parks.overlay.model import ClaimRow, SourceRow


def source_of(row: SourceRow) -> Source:
    """Return the source that a row describes."""
    return Source(id=row.id, title=row.title, url=row.url, date=row.date, weak=row.weak == "yes")


def claim_of(row: ClaimRow, source: Source) -> Claim:
    """Return the private claim that a row describes."""
    return Claim(
        id=row.id,
        subject=row.subject,
        attribute=row.attribute,
        value=row.value,
        low=row.low,
        high=row.high,
        unit=row.unit,
        as_of=row.as_of,
        kind="measured" if row.kind == "measured" else "stated",
        source=source,
        locator=row.locator,
        quote=row.quote,
        private=True,
    )
