"""Findings about valid private data: replacements, contradictions and questions."""

from dataclasses import dataclass

from mcda.errors import Note
from mcda.parks.appraisal import appraise
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.overlay.contested_claims import contested_claims
from mcda.parks.overlay.disputes import disputes
from mcda.parks.overlay.merge import merge
from mcda.parks.overlay.model import Overlay
from mcda.parks.overlay.replacements import replacements


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Findings about private data; none of them prevents their use.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, findings
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "9000 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="9000", **said)
    >>> found = findings(add_entry(Overlay(), entry, load_catalogue()), load_catalogue())
    >>> [note.code for note in (*found.replaced, *found.asked)]
    ['overlay_superseded', 'figure_far_outside']
    """

    replaced: tuple[Note, ...] = ()
    """Ratings and newest figures of the catalogue in the place of which private ones stand."""
    disputed: tuple[Note, ...] = ()
    """Private claims that contradict shipped ones."""
    questioned: tuple[Note, ...] = ()
    """Private claims on questions about which sources are known to disagree."""
    asked: tuple[Note, ...] = ()
    """Figures far outside the range of their criterion."""


def findings(overlay: Overlay, shipped: Catalogue) -> Findings:
    """Return the findings about private data.

    Parameters
    ----------
    overlay
        Private data.
    shipped
        The catalogue that they are laid over.

    Raises
    ------
    InvalidTable
        As `mcda.parks.overlay.merged`.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, findings
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "80 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> found = findings(add_entry(Overlay(), entry, load_catalogue()), load_catalogue())
    >>> [note.code for note in found.replaced], found.asked
    (['overlay_superseded'], ())
    """
    laid, conflicts = merge(shipped, overlay)
    ratings = [item.note() for item in conflicts]
    return Findings(
        replaced=(*ratings, *(item.note() for item in replacements(overlay, laid, shipped))),
        disputed=tuple(item.note() for item in disputes(overlay, laid)),
        questioned=tuple(item.note() for item in contested_claims(overlay, laid)),
        asked=far_figures(laid),
    )


def far_figures(catalogue: Catalogue) -> tuple[Note, ...]:
    """Return a note for each figure that lies far outside the range of its criterion.

    Parameters
    ----------
    catalogue
        With private data over it; shipped figures lie inside, so only parks are checked that have
        private data about them or about their country.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, far_figures, merge
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "9000 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="9000", **said)
    >>> laid, _ = merge(load_catalogue(), add_entry(Overlay(), entry, load_catalogue()))
    >>> [note.code for note in far_figures(laid)], far_figures(load_catalogue())
    (['figure_far_outside'], ())
    """
    subjects = {claim.subject for claim in catalogue.claims.values() if claim.private}
    subjects |= {park for (park, _), rating in catalogue.ratings.items() if rating.private}
    parks = tuple(p.id for p in catalogue.parks.values() if {p.id, p.country} & subjects)
    if not parks:
        return ()
    view = appraise(catalogue, Enterprise(), parks, [info.id for info in catalogue.all_criteria])
    return tuple(note for note in view.notes if note.code == "figure_far_outside")
