"""An organisation's private data over the catalogue: checked, saved as sent, given back."""

import hashlib
from typing import Any

from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.db.columns import now, stamp
from api.db.tables import OverlayRow
from api.own.lock import lock_organisation
from api.rankings.finding import finding, grouped
from mcda.errors import NotFound
from mcda.parks import load_catalogue
from mcda.parks.overlay import Files, Overlay, findings, merge, read_overlay

_NAME = "workbook.xlsx"
Plain = dict[str, Any]


def check(content: bytes, base: str) -> None:
    """Refuse a workbook that cannot be laid over the catalogue.

    Parameters
    ----------
    content
        As sent.
    base
        Name of the catalogue, see `Settings.base`.

    Raises
    ------
    InvalidTable
        All faults, each with sheet and cell.
    LimitExceeded
        It unpacks to more than is read.
    """
    merge(load_catalogue(base), rows(content, base))


def rows(content: bytes, base: str, *, kept: bool = False) -> Overlay:
    """Return what a workbook holds; one that is ``kept`` was taken over before.

    Raises
    ------
    InvalidTable, LimitExceeded
        As `check`.
    """
    return read_overlay(Files(_NAME, {_NAME: content}), load_catalogue(base), kept=kept)


def told(content: bytes, base: str) -> Plain:
    """Return what a workbook replaces and contradicts, and what is asked about it.

    Raises
    ------
    InvalidTable, LimitExceeded
        As `check`.
    """
    found = findings(rows(content, base), load_catalogue(base))
    return {
        "replaced": [finding(note) for note in found.replaced],
        "contradicted": [finding(note) for note in (*found.disputed, *found.questioned)],
        "warnings": grouped(found.asked),
    }


def put(session: Session, caller: Caller, content: bytes) -> Plain:
    """Save a checked workbook in the place of the former one."""
    lock_organisation(session, caller)
    row = session.get(OverlayRow, caller.organisation)
    if row is None:
        row = OverlayRow(organisation_id=caller.organisation)
        session.add(row)
    row.content, row.digest = content, hashlib.sha256(content).hexdigest()
    row.by, row.updated_at = caller.by, now()
    note(session, caller, "overlay.save", row.digest[:12])
    return _shown(row)


def read(session: Session, caller: Caller) -> Plain:
    """Return who saved the private data and when."""
    return _shown(_found(session, caller))


def workbook(session: Session, caller: Caller) -> bytes:
    """Return the workbook: as it was sent, or with the rows that were added since."""
    return _found(session, caller).content


def delete(session: Session, caller: Caller) -> None:
    """Go back to the catalogue without them."""
    lock_organisation(session, caller)
    session.delete(_found(session, caller))
    note(session, caller, "overlay.delete", "overlay")


def _found(session: Session, caller: Caller) -> OverlayRow:
    row = session.get(OverlayRow, caller.organisation)
    if row is None:
        raise NotFound.at("no_overlay")
    return row


def _shown(row: OverlayRow) -> Plain:
    return {
        "sha256": row.digest,
        "bytes": len(row.content),
        "by": row.by,
        "updated_at": stamp(row.updated_at),
    }
