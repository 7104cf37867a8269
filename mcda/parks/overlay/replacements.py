"""Private figures that replace the catalogue's figures because they are newer."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcda.errors import Note
from mcda.parks.appraisal import appraise
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Evidence
from mcda.parks.model import Claim, CriterionInfo
from mcda.parks.overlay.claim_phrases import own_claims, sides
from mcda.parks.overlay.model import Overlay
from mcda.sheets.columns import RowPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A figure of the catalogue on an optional criterion that a private figure replaces.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, merge, replacements
    >>> shipped, said = load_catalogue(), {"who": "Visit", "as_of": "2026-03", "quote": "80 km"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> ours = add_entry(Overlay(), entry, shipped)
    >>> (found,) = replacements(ours, merge(shipped, ours)[0], shipped)
    >>> found.criterion.id, found.own.value, found.shipped.private
    ('port_distance', '80', False)
    """

    place: RowPlace
    """Where the private claim stands, and its value."""
    column: str
    """Where the private claim stands, and its value."""
    own: Claim
    """The claim that the criterion is read off now, and the one that it was read off."""
    shipped: Claim
    """The claim that the criterion is read off now, and the one that it was read off."""
    criterion: CriterionInfo
    """Which is read off them."""
    laid: Catalogue
    """The catalogue with private data over it, for names."""

    def note(self) -> Note:
        """Return the finding: the old and the new figure, and the sources of both."""
        both = sides(self.own, self.shipped, self.laid)
        cell = self.place.cell(self.column)
        fields = {"cell": cell, "criterion": self.criterion.name, **both}
        return Note("overlay_superseded", self.place.path(self.column), fields)


def replacements(overlay: Overlay, laid: Catalogue, shipped: Catalogue) -> tuple[Replacement, ...]:
    """Return the figures that newer private claims replace, in the order of their rows.

    A figure of a country is listed once for all its parks; a private figure without a shipped one
    replaces nothing.

    Parameters
    ----------
    overlay
        Private data.
    laid
        The catalogue with these data over it.
    shipped
        The catalogue without them.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, merge, replacements
    >>> shipped, said = load_catalogue(), {"who": "Visit", "as_of": "2026-03", "quote": "80 km"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> ours = add_entry(Overlay(), entry, shipped)
    >>> [found.criterion.id for found in replacements(ours, merge(shipped, ours)[0], shipped)]
    ['port_distance']
    """
    rows = {own.id: (place, column) for place, column, own in own_claims(overlay, laid)}
    stated = {laid.claims[name].attribute for name in rows}
    infos = [i for i in laid.all_criteria if i.indicator and i.indicator.attribute in stated]
    replaced: dict[tuple[str, str], Replacement] = {}
    parks = tuple(laid.parks)
    now, before = _read_off(laid, parks, infos), _read_off(shipped, parks, infos)
    for park in parks:
        for info in infos:
            own, old = _newest(now[park][info.id]), _newest(before[park][info.id])
            if own is None or old is None or own.id not in rows:
                continue
            place, column = rows[own.id]
            replaced[own.id, info.id] = Replacement(
                place=place, column=column, own=own, shipped=old, criterion=info, laid=laid
            )
    order = {key: at for at, key in enumerate(rows)}
    return tuple(replaced[key] for key in sorted(replaced, key=lambda key: order[key[0]]))


def figure_before(
    park: str, info: CriterionInfo, laid: Catalogue, shipped: Catalogue
) -> Evidence | None:
    """Return the catalogue's figure where a private figure is the newest, else None.

    Parameters
    ----------
    park
        Id of the park.
    info
        The criterion.
    laid
        The catalogue with private data over it.
    shipped
        The catalogue without them.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, figure_before, merge
    >>> shipped, said = load_catalogue(), {"who": "Visit", "as_of": "2026-03", "quote": "80 km"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> laid, _ = merge(shipped, add_entry(Overlay(), entry, shipped))
    >>> figure_before("tcr", shipped.criterion("port_distance"), laid, shipped).value < 80
    True
    """
    if info.indicator is None:
        return None
    own = _newest(_read_off(laid, (park,), (info,))[park][info.id])
    if own is None or not own.private:
        return None
    before = _read_off(shipped, (park,), (info,))[park][info.id]
    return None if _newest(before) is None else before


Read = dict[str, dict[str, Evidence]]


def _read_off(catalogue: Catalogue, parks: Sequence[str], infos: Sequence[CriterionInfo]) -> Read:
    """Return the evidence by park and criterion; the claims of a cell come newest first."""
    if not infos:
        return {park: {} for park in parks}
    view = appraise(catalogue, Enterprise(), parks, [info.id for info in infos])
    return {park: dict(row) for park, row in view.evidence.items()}


def _newest(found: Evidence) -> Claim | None:
    return found.claims[0] if found.claims and found.cell is not None else None
