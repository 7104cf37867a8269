"""New rows added to those at hand, by what identifies a row."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcda.parks.overlay.model import SHEETS, AnyRow, Overlay


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """What comes of both.

    Parameters
    ----------
    overlay
        The rows at hand, changed where that was asked for, and then those added.
    added, same, differing
        Sheet -> number of new rows, of rows that were there already, and of rows that are there
        with other content.
    differences
        The new row and the one at hand, for each that differs.
    """

    overlay: Overlay
    added: Mapping[str, int]
    same: Mapping[str, int]
    differing: Mapping[str, int]
    differences: tuple[tuple[AnyRow, AnyRow], ...]


def combine(present: Overlay, new: Overlay, replace: bool = False) -> Combined:
    """Add rows to those at hand.

    Parameters
    ----------
    present
        The rows at hand.
    new
        The rows to add, no two with one key.
    replace
        Let a new row take the place of one at hand that differs; otherwise that one stays.
    """
    sheets: dict[str, tuple[AnyRow, ...]] = {}
    counts: dict[str, dict[str, int]] = {"added": {}, "same": {}, "differing": {}}
    differences: list[tuple[AnyRow, AnyRow]] = []
    for sheet in SHEETS:
        rows = {row.key: row for row in present.sheet(sheet)}
        tally = {"added": 0, "same": 0, "differing": 0}
        for row in new.sheet(sheet):
            there = rows.get(row.key)
            kind = "added" if there is None else "same" if there == row else "differing"
            tally[kind] += 1
            if there is not None and there != row:
                differences.append((row, there))
            if there is None or (replace and there != row):
                rows[row.key] = row
        sheets[sheet] = tuple(rows.values())
        for kind, number in tally.items():
            counts[kind][sheet] = number
    overlay = Overlay(**sheets)  # type: ignore[arg-type]  # each sheet has its own rows
    return Combined(overlay=overlay, differences=tuple(differences), **counts)
