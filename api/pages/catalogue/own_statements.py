"""What a reader's own data say of a park on a criterion, and what she may add to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.language import Language
from api.pages.catalogue.cells import ParkCell
from api.pages.catalogue.statements import StatementView, statements
from mcda.parks import Catalogue, Claim, Evidence, Level, Park, Rating
from mcda.parks.overlay import OWN, Way, figure_before, thing_of, way_of
from mcda.parks.scale import is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStatements:
    """The reader's own part of a criterion.

    Parameters
    ----------
    way
        What a further statement gives: a figure, a level, the figure of an indicator, or words.
    of_country
        Whether it is about the park's country, and so holds for every park there.
    levels
        What there is to choose from, where it gives a level.
    statements
        Those of the reader's own; what the value rests on comes first.
    counted
        Ids of those that the value rests on.
    contradicted
        Ids of those that another statement contradicts.
    rated
        Whether the value is a rating of the reader's own.
    replaced
        The catalogue's value in the place of which it stands: a rating, or the newest figure.
    held
        Whether that rating comes from a workbook, so that a further statement stands beside it.
    is_open
        Whether figures many times beyond the scale may be stated.
    """

    way: Way
    of_country: bool
    levels: Sequence[Level]
    statements: Sequence[StatementView]
    counted: frozenset[str]
    contradicted: frozenset[str]
    rated: bool
    replaced: Rating | Evidence | None
    held: bool
    is_open: bool

    @property
    def replaced_mode(self) -> float | None:
        """The most likely value of what is replaced."""
        if self.replaced is None:
            return None
        return self.replaced.mode if isinstance(self.replaced, Rating) else self.replaced.value


def mine_of(
    cell: ParkCell,
    park: Park,
    catalogue: Catalogue,
    below: Catalogue,
    pairs: Iterable[Sequence[Claim]],
    language: Language,
) -> OwnStatements:
    """Return the reader's own part of a criterion.

    Parameters
    ----------
    cell
        The park on the criterion.
    park
        Which park.
    catalogue
        With private data over it.
    below
        The same without them.
    pairs
        Statements that cannot both be right.
    language
        Of the reader.
    """
    info = cell.info
    subject, attribute, _ = thing_of(park.id, info, catalogue)
    way = way_of(info, catalogue)
    behind = {claim.id for claim in cell.evidence.claims}
    own = [
        claim
        for claim in catalogue.claims.values()
        if claim.private
        and (claim.id in behind or (claim.subject, claim.attribute) == (subject, attribute))
    ]
    rating = catalogue.ratings.get((park.id, info.id))
    former = below.ratings.get((park.id, info.id))
    rated = rating is not None and rating != former
    stem = f"{OWN}.{park.id}.{info.id}."
    return OwnStatements(
        way=way,
        is_open=is_open(cell.info),
        of_country=subject != park.id,
        levels=catalogue.ladders[info.id].levels if way == "level" else (),
        statements=statements(
            sorted(own, key=lambda claim: claim.id not in behind), catalogue, park.id, language
        ),
        counted=frozenset(claim.id for claim in own if claim.id in behind),
        contradicted=frozenset(claim.id for pair in pairs for claim in pair if claim in own),
        rated=rated,
        replaced=former if rated else figure_before(park.id, info, catalogue, below),
        held=rating is not None and rated and not all(c.startswith(stem) for c in rating.claims),
    )
