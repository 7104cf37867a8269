"""Union of new rows and existing rows, by the key of a row."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcda.parks.overlay.model import SHEETS, AnyRow, Overlay


@dataclass(frozen=True, slots=True, kw_only=True)
class RowUnion:
    r"""The result of combining rows.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Files, Overlay, combine, read_overlay
    >>> sheet = b"park,criterion,mode,source,as_of\ntcr,land_price,118,sheng_2025,2026-03-12"
    >>> ours = read_overlay(Files("quotations.csv", {"quotations.csv": sheet}), load_catalogue())
    >>> found = combine(Overlay(), ours)
    >>> found.added["quotations"], found.overlay == ours
    (1, True)
    """

    overlay: Overlay
    """The rows at hand, changed where that was asked for, and then those added."""
    added: Mapping[str, int]
    """Sheet -> number of new rows, of rows that were there already, and of rows that are there with
    other content."""
    same: Mapping[str, int]
    """Sheet -> number of new rows, of rows that were there already, and of rows that are there with
    other content."""
    differing: Mapping[str, int]
    """Sheet -> number of new rows, of rows that were there already, and of rows that are there with
    other content."""
    differences: tuple[tuple[AnyRow, AnyRow], ...]
    """The new row and the one at hand, for each that differs."""


def combine(present: Overlay, new: Overlay, replace: bool = False) -> RowUnion:
    r"""Add rows to existing rows.

    A new source is added only if a claim or quotation uses it afterwards; a source whose last claim
    was replaced is left out.

    Parameters
    ----------
    present
        The rows at hand.
    new
        The rows to add, no two with one key.
    replace
        Whether a new row replaces an existing row that differs; otherwise the existing one stays.

    Examples
    --------
    A park's second quotation does not take the place of its first unless that is asked for:

    >>> from dataclasses import replace
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Files, Overlay, combine, read_overlay
    >>> sheet = b"park,criterion,mode,source,as_of\ntcr,land_price,118,sheng_2025,2026-03-12"
    >>> ours = read_overlay(Files("quotations.csv", {"quotations.csv": sheet}), load_catalogue())
    >>> new = Overlay(quotations=(replace(ours.quotations[0], mode=95.0),))
    >>> [combine(ours, new, said).overlay.quotations[0].mode for said in (False, True)]
    [118.0, 95.0]
    """
    sheets: dict[str, tuple[AnyRow, ...]] = {}
    counts = {kind: dict.fromkeys(SHEETS, 0) for kind in ("added", "same", "differing")}
    differences: list[tuple[AnyRow, AnyRow]] = []
    for sheet in sorted(SHEETS, key="sources".__eq__):
        rows = {row.key: row for row in present.sheet(sheet)}
        for row in new.sheet(sheet):
            there = rows.get(row.key)
            kind = "added" if there is None else "same" if there == row else "differing"
            counts[kind][sheet] += 1
            if there is not None and there != row:
                differences.append((row, there))
            if there is None or (replace and there != row):
                rows[row.key] = row
        if sheet == "sources":
            # out with those that nothing comes from; some of them were new
            used = {row.source for row in Overlay(**sheets).sourced}  # type: ignore[arg-type]  # as below
            at_hand = {row.key for row in present.sources}
            for key in [key for key in rows if key[0] not in used]:
                del rows[key]
                counts["added"][sheet] -= key not in at_hand
        sheets[sheet] = tuple(rows.values())
    overlay = Overlay(**sheets)  # type: ignore[arg-type]  # each sheet has its own rows
    return RowUnion(overlay=overlay, differences=tuple(differences), **counts)
