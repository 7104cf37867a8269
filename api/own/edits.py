"""Changes of an organisation's private data by row, instead of a whole workbook."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.lock import lock_organisation
from api.db import Database
from api.db.tables import OverlayRow
from api.own import overlays
from api.parks.catalogue import private_data
from api.settings import Settings
from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, format_workbook

Change = Callable[[Overlay], Overlay]
_NOTHING = b""


def edit(database: Database, caller: Caller, change: Change, settings: Settings) -> None:
    """Change the rows of the present workbook, and save it like an upload: checked and logged.

    `change` may be called twice. The settings name the catalogue and the operator's private data,
    which an organisation without a workbook sees, and with which its workbook begins, so that a
    first row of its own does not hide them.

    Raises
    ------
    InvalidTable
        The rows are not valid in a workbook; nothing is saved.
    """
    present = database.read(partial(_present, caller=caller))
    edited = _made(present, change, settings)

    def save(session: Session) -> None:
        lock_organisation(session, caller)
        current = _present(session, caller)
        # The work is done before the turn is taken, and again only where somebody was faster.
        content = edited if current == present else _made(current, change, settings)
        if content:
            overlays.put(session, caller, content)
        elif content == _NOTHING and current is not None:
            overlays.delete(session, caller)

    database.write(save)


def _present(session: Session, caller: Caller) -> bytes | None:
    row = session.get(OverlayRow, caller.organisation)
    return None if row is None else row.content


def _made(present: bytes | None, change: Change, settings: Settings) -> bytes | None:
    """Return the workbook to save, empty if no row is left, None if nothing changed."""
    catalogue, below = load_catalogue(settings.base), private_data(settings)
    if present is not None:
        rows = overlays.rows(present, settings.base, kept=True)
    else:
        rows = Overlay() if below is None else below.overlay()
    after = change(rows)
    if after == rows:
        return None
    if not len(after) and below is None:
        return _NOTHING
    content = format_workbook(after, catalogue)
    overlays.check(content, settings.base)
    return content
