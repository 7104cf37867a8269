"""The clock of the machine, beside the database's and the moments that are saved in it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from api.db import Database, migrate
from api.db.columns import now
from api.db.tables import EntryRow, VersionRow
from api.doctor.check import Check, Diagnosis, Machine

APART = timedelta(seconds=5)
"""Leases of jobs are 30 seconds, and machines must agree on when one has ended."""


def look(machine: Machine) -> Diagnosis:
    """Return whether the clock goes with the others; an outside network is not asked."""
    database = machine.database
    if not isinstance(database, Database):
        return Diagnosis("skipped", "no_database")
    if not database.is_sqlite:
        before = now()
        there: datetime = database.read(lambda s: s.execute(text("SELECT now()")).scalar_one())
        apart = there - (before + (now() - before) / 2)
        if abs(apart) > APART:
            return Diagnosis("broken", "clock_apart", _fields(apart))
    if migrate.current(database) == migrate.newest():
        newest = max(filter(None, database.read(_saved)), default=None)
        if newest is not None and newest - now() > APART:
            return Diagnosis("broken", "clock_back", _fields(newest - now()))
    return Diagnosis("ok", "clock_good")


def _saved(session: Session) -> list[datetime | None]:
    columns: tuple[Any, ...] = (VersionRow.at, EntryRow.at)
    return [session.scalar(select(func.max(column))) for column in columns]


def _fields(apart: timedelta) -> dict[str, str]:
    return {"seconds": f"{apart.total_seconds():.0f}"}


CHECK = Check("clock", needed=True, look=look)
