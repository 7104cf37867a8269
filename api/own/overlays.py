"""An organisation's private data above the catalogue: checked, saved as sent, and returned."""

import hashlib

from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.access.lock import lock_organisation
from api.db.columns import now, row_fields
from api.db.tables import OverlayRow
from api.own.schemas import OverlayAnswer
from api.rankings.finding import finding, grouped
from mcda.errors import NotFound
from mcda.parks import load_catalogue
from mcda.parks.overlay import Files, Overlay, findings, merge, read_overlay
from mcda.plain import Plain

_NAME = "workbook.xlsx"


def check(content: bytes, base: str) -> None:
    """Refuse a workbook that cannot be merged with the catalogue.

    Raises
    ------
    InvalidTable
        All faults, each with sheet and cell.
    LimitExceeded
        The unpacked workbook exceeds the limit.
    """
    merge(load_catalogue(base), rows(content, base))


def rows(content: bytes, base: str, *, kept: bool = False) -> Overlay:
    """Return the data of a workbook; ``kept`` means that it was accepted before.

    Raises
    ------
    InvalidTable, LimitExceeded
        As `check`.
    """
    return read_overlay(Files(_NAME, {_NAME: content}), load_catalogue(base), kept=kept)


def told(content: bytes, base: str) -> Plain:
    """Return the replacements and contradictions of a workbook, and the warnings about it.

    Raises
    ------
    InvalidTable, LimitExceeded
        As `check`.
    """
    result = findings(rows(content, base), load_catalogue(base))
    return {
        "replaced": [finding(note) for note in result.replaced],
        "contradicted": [finding(note) for note in (*result.disputed, *result.questioned)],
        "warnings": grouped(result.asked),
    }


def put(session: Session, caller: Caller, content: bytes) -> Plain:
    """Save a checked workbook, replacing the former one."""
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
    """Return the author and time of the saved private data."""
    return _shown(_found(session, caller))


def workbook(session: Session, caller: Caller) -> bytes:
    """Return the workbook as it was sent, with any rows that were added since."""
    return _found(session, caller).content


def delete(session: Session, caller: Caller) -> None:
    """Delete the private data, so that the catalogue alone applies."""
    lock_organisation(session, caller)
    session.delete(_found(session, caller))
    note(session, caller, "overlay.delete", "overlay")


def _found(session: Session, caller: Caller) -> OverlayRow:
    row = session.get(OverlayRow, caller.organisation)
    if row is None:
        raise NotFound.at("no_overlay")
    return row


def _shown(row: OverlayRow) -> Plain:
    size = len(row.content)
    return row_fields(OverlayAnswer.model_fields, row, sha256=row.digest, bytes=size)
