"""Add a typed statement to private data, or remove it with the rows that depend on it."""

from dataclasses import replace

from mcda.parks.catalogue import Catalogue
from mcda.parks.land_price import UNSTATED, present_cost
from mcda.parks.model import Figures, PresentCost
from mcda.parks.overlay.columns import rateable
from mcda.parks.overlay.entry import OWN, StatementEntry, entry_rows
from mcda.parks.overlay.model import ClaimRow, Overlay, RatingRow
from mcda.parks.rationale import joined, rationale
from mcda.sheets.columns import RowPlace
from mcda.sheets.notation import read_number

Key = tuple[str, ...]
_NOWHERE = RowPlace("", "ratings", 2, {})


def add_entry(overlay: Overlay, entry: StatementEntry, catalogue: Catalogue) -> Overlay:
    """Return private data with one more statement.

    On a rated criterion the newest typed statement gives the value and all of them the bounds,
    unless the data hold another rating or quotation: that one is kept and the statement is recorded
    beside it. A statement that exists word for word is not added again.

    Parameters
    ----------
    overlay
        The data at hand.
    entry
        The statement as it was typed.
    catalogue
        The shipped one.

    Raises
    ------
    InvalidTable
        All values that a workbook could not hold.
    NotFound
        The park or the criterion does not exist.

    Examples
    --------
    The newest statement gives the value, both together the bounds:

    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry
    >>> ours, told = Overlay(), {"park": "tcr", "criterion": "infrastructure", "who": "Visit"}
    >>> for level, day in (("seven", "2026-03-01"), ("five", "2026-04-01")):
    ...     entry = StatementEntry(value=level, as_of=day, quote=level, **told)
    ...     ours = add_entry(ours, entry, load_catalogue())
    >>> [(row.low, row.mode, row.high) for row in ours.ratings]
    [(5.0, 5.0, 7.0)]
    """
    ids = {row.id for row in overlay.sources} | {row.id for row in overlay.claims}
    source, claim = entry_rows(entry, catalogue, ids)
    # Word for word the same under whatever id.
    same_source = next((r for r in overlay.sources if replace(r, id=source.id) == source), source)
    claim = replace(claim, source=same_source.id)
    if any(replace(row, id=claim.id) == claim for row in overlay.claims):
        return overlay
    sources = overlay.sources if same_source is not source else (*overlay.sources, source)
    added = replace(overlay, sources=sources, claims=(*overlay.claims, claim))
    key = entry.park, entry.criterion
    return _rated(added, key, catalogue) if _is_ours(overlay, key, catalogue) else added


def remove_entry(overlay: Overlay, claim_id: str, catalogue: Catalogue) -> Overlay:
    """Return private data without a claim or quotation, and without rows that depend on it alone.

    Parameters
    ----------
    overlay
        The data at hand; returned unchanged if they have no such claim.
    claim_id
        Id of the claim, or of the claim made of a quotation.
    catalogue
        The shipped one.

    Examples
    --------
    With a claim its source and the rating that rest on it go as well:

    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, remove_entry
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "Everything is there"}
    >>> entry = StatementEntry(park="tcr", criterion="infrastructure", value="seven", **said)
    >>> ours = add_entry(Overlay(), entry, load_catalogue())
    >>> len(ours), len(remove_entry(ours, "own.tcr.infrastructure.1", load_catalogue()))
    (3, 0)
    """
    gone = [row for row in overlay.sourced if row.claim_id == claim_id]
    if not gone:
        return overlay
    keys = {(r.subject, r.attribute) if isinstance(r, ClaimRow) else r.key for r in gone}
    keys |= {row.key for row in overlay.ratings if claim_id in row.claims}
    ours = {key for key in keys if _is_ours(overlay, key, catalogue)}
    rest = replace(
        overlay,
        claims=tuple(row for row in overlay.claims if row.id != claim_id),
        ratings=tuple(
            replace(row, claims=tuple(name for name in row.claims if name != claim_id))
            for row in overlay.ratings
            if row.key in ours or row.claims != (claim_id,)
        ),
        quotations=tuple(row for row in overlay.quotations if row.claim_id != claim_id),
    )
    unused = {row.source for row in gone} - {row.source for row in rest.sourced}
    rest = replace(rest, sources=tuple(row for row in rest.sources if row.id not in unused))
    for key in keys:
        if key in ours or key not in {row.key for row in rest.rated}:
            rest = _rated(rest, key, catalogue)
    return rest


def _is_ours(overlay: Overlay, key: Key, catalogue: Catalogue) -> bool:
    """Tell whether a rating may be rebuilt: there is none, or it was built from statements."""
    there = [row for row in overlay.rated if row.key == key]
    rebuilt = _made(overlay, key, catalogue)
    if not there or len(there) > 1 or rebuilt is None or not isinstance(there[0], RatingRow):
        return not there
    first, second = (replace(r, rationale_en="", rationale_zh="") for r in (there[0], rebuilt))
    return first == second


def _rated(overlay: Overlay, key: Key, catalogue: Catalogue) -> Overlay:
    """Return private data with the rating built from the typed statements."""
    others = tuple(row for row in overlay.ratings if row.key != key)
    rebuilt = _made(overlay, key, catalogue)
    return replace(overlay, ratings=others if rebuilt is None else (*others, rebuilt))


def _made(overlay: Overlay, key: Key, catalogue: Catalogue) -> RatingRow | None:
    park, criterion = key
    stem, rated = f"{OWN}.{park}.{criterion}.", rateable(catalogue)
    use = catalogue.criterion(criterion).use if criterion in rated else None
    read = [
        (row, figures)
        for row in overlay.claims
        if criterion in rated and row.id.startswith(stem) and (figures := _figures(row, use))
    ]
    if not read:
        return None
    # Of those of one date the one added last.
    newest, (_, mode, _) = max(reversed(read), key=lambda pair: pair[0].as_of)
    code = "own_statement" if len(read) == 1 else "own_statements"
    reason = rationale(code, count=len(read), as_of=newest.as_of)
    if use is not None:
        cost = rationale("present_cost_own", years=use.years, rate=100 * use.rate)
        reason = joined(reason, cost)
    ladder = catalogue.ladders.get(criterion)
    level = next((step.id for step in ladder.levels if step.value == mode), "") if ladder else ""
    return RatingRow(
        place=_NOWHERE,
        park=park,
        criterion=criterion,
        kind="rated" if level else "stated",
        level=level,
        low=min(low for _, (low, _, _) in read),
        mode=mode,
        high=max(high for _, (_, _, high) in read),
        claims=tuple(row.id for row, _ in read),
        rationale_en=reason["en"],
        rationale_zh=reason["zh"],
    )


def _figures(row: ClaimRow, use: PresentCost | None) -> tuple[float, float, float] | None:
    """Return lowest, most likely and highest value, with as many digits as a workbook keeps.

    A price is converted to the cost of its use.
    """
    try:
        mode = read_number(row.value, typed=False)
    except ValueError:
        return None
    ends = (mode if end is None else end for end in (row.low, mode, row.high))
    low, mode, high = (float(f"{end:.15g}") for end in ends)
    if use is None:
        return low, mode, high
    cost = present_cost(Figures(low=low, mode=mode, high=high), row.right or UNSTATED, use)
    return cost.low, cost.mode, cost.high
