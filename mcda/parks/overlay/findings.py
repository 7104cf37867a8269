"""What is told of private data that fit: what they replace and contradict, and what is asked."""

from dataclasses import dataclass

from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.overlay.asking import far_figures
from mcda.parks.overlay.disputing import disputed
from mcda.parks.overlay.merging import merged
from mcda.parks.overlay.model import Overlay
from mcda.parks.overlay.questioning import questioned
from mcda.parks.overlay.superseding import superseded


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
    """
    laid, conflicts = merged(shipped, overlay)
    ratings = [item.note() for item in conflicts]
    return Findings(
        replaced=(*ratings, *(item.note() for item in superseded(overlay, laid, shipped))),
        disputed=tuple(item.note() for item in disputed(overlay, laid)),
        questioned=tuple(item.note() for item in questioned(overlay, laid)),
        asked=far_figures(laid),
    )
