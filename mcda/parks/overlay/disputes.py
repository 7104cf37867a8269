"""Private claims that contradict the shipped catalogue; a finding, never a fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.conflicts import conflicts
from mcda.parks.model import Claim, Text
from mcda.parks.overlay.claim_phrases import own_claims, sides, subject_name
from mcda.parks.overlay.model import Overlay
from mcda.sheets.columns import RowPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDispute:
    """A private claim and a claim of the catalogue that cannot both be right.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, disputes, merge
    >>> said = {"who": "Visit", "as_of": "2022-12", "quote": "99 tenants"}
    >>> entry = StatementEntry(park="ljip", criterion="firms_inside", value="99", **said)
    >>> ours = add_entry(Overlay(), entry, load_catalogue())
    >>> found = disputes(ours, merge(load_catalogue(), ours)[0])[0]
    >>> found.name["en"], found.own.value, found.shipped.attribute
    ('Longjiang Industrial Park', '99', 'tenants')
    """

    place: RowPlace
    """Where the private one stands."""
    column: str
    """Where its value stands."""
    own: Claim
    """The two claims."""
    shipped: Claim
    """The two claims."""
    name: Text
    """Of their subject, by language."""
    told: Mapping[str, Any]
    """Both sides as the sentence says them."""

    def note(self) -> Note:
        """Return the finding with both sides and their sources."""
        fields = {"cell": self.place.cell(self.column), **self.told}
        return Note("overlay_disputed", self.place.path(self.column), fields)


def disputes(overlay: Overlay, laid: Catalogue) -> tuple[ClaimDispute, ...]:
    """Return the private claims that contradict shipped ones, in the order of their rows.

    Parameters
    ----------
    overlay
        Private data.
    laid
        The catalogue with these data over it.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, disputes, merge
    >>> said = {"who": "Visit", "as_of": "2022-12", "quote": "99 tenants"}
    >>> entry = StatementEntry(park="ljip", criterion="firms_inside", value="99", **said)
    >>> ours = add_entry(Overlay(), entry, load_catalogue())
    >>> "52" in {found.shipped.value for found in disputes(ours, merge(load_catalogue(), ours)[0])}
    True
    """
    contested: list[ClaimDispute] = []
    for place, column, own in own_claims(overlay, laid):
        others = (c for c in laid.claims_about(own.subject) if not c.private)
        alike = [claim for claim in others if claim.attribute == own.attribute]
        contested.extend(
            ClaimDispute(
                place=place,
                column=column,
                own=own,
                shipped=other,
                name=subject_name(own, laid),
                told=sides(own, other, laid),
            )
            for claim, other in conflicts([own, *alike], laid.curated)
            if claim is own
        )
    return tuple(contested)
