"""What the catalogue knows and what it does not, counted."""

from collections import Counter
from dataclasses import dataclass

from mcda.parks import Catalogue, scorable, unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueCounts:
    """Figures on the catalogue.

    Parameters
    ----------
    parks, ranked
        All parks, and those of which enough is known to rank them.
    countries
        In which those that are ranked lie.
    claims, sources
        Dated figures, each with a quotation, and where they come from.
    cells, open
        Values by which parks are ranked, and those on which nothing is on record.
    gaps
        By criterion in how many of the ranked parks nothing is on record, the most first.
    """

    parks: int
    ranked: int
    countries: int
    claims: int
    sources: int
    cells: int
    open: int
    gaps: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "CatalogueCounts":
        """Count what a catalogue holds."""
        ranked = scorable(catalogue)
        gaps = Counter(name for park in ranked for name in unknown(catalogue, park))
        return cls(
            parks=len(catalogue.parks),
            ranked=len(ranked),
            countries=len({catalogue.parks[park].country for park in ranked}),
            claims=len(catalogue.claims),
            sources=len({claim.source.id for claim in catalogue.claims.values()}),
            cells=len(ranked) * len(catalogue.criteria),
            open=gaps.total(),
            gaps=tuple(gaps.most_common()),
        )
