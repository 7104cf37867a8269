"""What is told of private data that fit: what they replace and contradict, and what is asked."""

from dataclasses import dataclass

from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.overlay.contested_claims import contested_claims
from mcda.parks.overlay.disputes import disputes
from mcda.parks.overlay.far_figures import far_figures
from mcda.parks.overlay.merge import merge
from mcda.parks.overlay.model import Overlay
from mcda.parks.overlay.replacements import replacements


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is told of private data; none of it stops their use.

    Parameters
    ----------
    replaced
        Ratings and newest figures of the catalogue in the place of which private ones stand.
    disputed
        Private claims that contradict shipped ones.
    questioned
        Private claims on questions about which sources are known to disagree.
    asked
        Figures far outside the range of their criterion.

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
    disputed: tuple[Note, ...] = ()
    questioned: tuple[Note, ...] = ()
    asked: tuple[Note, ...] = ()


def findings(overlay: Overlay, shipped: Catalogue) -> Findings:
    """Return what is told of private data.

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
