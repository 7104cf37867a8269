"""What runs out: answers to repeated requests, deleted assessments, old jobs."""

from sqlalchemy.orm import Session

from api import repeats
from api.assessments import store as assessments
from api.jobs import store

EVERY = 3600.0
"""Seconds between two looks of one process."""


def erase(session: Session) -> None:
    """Delete what has run out."""
    repeats.forget_old(session)
    assessments.erase_old(session)
    store.erase_old(session)
