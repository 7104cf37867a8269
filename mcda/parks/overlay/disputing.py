"""Private claims that contradict what the shipped catalogue holds; a finding, never a fault."""

from dataclasses import dataclass

from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.conflicts import conflicts
from mcda.parks.model import Claim, Text
from mcda.parks.overlay.model import ClaimRow, Overlay, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A private claim and one of the catalogue that cannot both be right.

    Parameters
    ----------
    place
        Where the private one stands.
    column
        Where its value stands.
    own, shipped
        The two claims.
    name
        Of their subject, by language.
    """

    place: Place
    column: str
    own: Claim
    shipped: Claim
    name: Text

    def note(self) -> Note:
        """Return the finding with both sides and their sources."""
        fields = {
            "cell": self.place.cell(self.column),
            "subject": self.name,
            "attribute": self.own.attribute,
            "own": _figure(self.own),
            "own_source": self.own.source.title,
            "own_date": self.own.as_of,
            "shipped": _figure(self.shipped),
            "shipped_source": self.shipped.source.title,
            "shipped_date": self.shipped.as_of,
            "claim": self.shipped.id,
        }
        return Note("overlay_disputed", self.place.path(self.column), fields)


def disputed(overlay: Overlay, laid: Catalogue) -> tuple[Disputed, ...]:
    """Return the private claims that contradict shipped ones, in the order of their rows.

    Parameters
    ----------
    overlay
        Private data.
    laid
        The catalogue with these data over it.
    """
    found: list[Disputed] = []
    for row in overlay.sourced:
        key, column = (row.id, "value") if isinstance(row, ClaimRow) else (row.claim_id, "mode")
        own = laid.claims[key]
        if not own.private:
            continue
        others = (c for c in laid.claims_about(own.subject) if not c.private)
        alike = [claim for claim in others if claim.attribute == own.attribute]
        found.extend(
            Disputed(place=row.place, column=column, own=own, shipped=other, name=_name(own, laid))
            for one, other in conflicts([own, *alike], laid.curated)
            if one is own
        )
    return tuple(found)


def _name(claim: Claim, catalogue: Catalogue) -> Text:
    for known in (catalogue.parks, catalogue.countries, catalogue.comparators):
        if claim.subject in known:
            name: Text = known[claim.subject].name
            return name
    raise KeyError(claim.subject)  # pragma: no cover - refused before


def _figure(claim: Claim) -> str:
    return f"{claim.value} {claim.unit}".strip()
