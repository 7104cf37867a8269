"""What is asked about private data that fit: whether a figure far from all others is meant."""

from mcda.errors import Note
from mcda.parks.appraisal import appraise
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise


def far_figures(catalogue: Catalogue) -> tuple[Note, ...]:
    """Return a note for each figure that lies far outside the range of its criterion.

    Parameters
    ----------
    catalogue
        With private data over it; what is shipped lies inside, so only parks are looked at of which
        or of whose country private data speak.

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
    criteria = [info.id for info in catalogue.all_criteria]
    seen = appraise(catalogue, Enterprise(), parks, criteria)
    return tuple(note for note in seen.notes if note.code == "figure_far_outside")
