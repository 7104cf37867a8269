"""Keeps the answers of an assessment."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments import store as assessments
from api.db.tables import Assessment, Result
from api.rankings.present import engine
from mcda.errors import NotFound


def add(session: Session, caller: Caller, row: Assessment, version: int, answer: bytes) -> Result:
    """Keep an answer that was made from a version of the assessment."""
    row.results += 1
    found = Result(
        assessment_id=row.id,
        number=row.results,
        version=version,
        by=caller.by,
        engine=engine(),
        answer=answer,
    )
    session.add(found)
    session.flush()
    return found


def page(
    session: Session, row: Assessment, after: int, limit: int
) -> tuple[list[Result], int | None]:
    """Return results in their order, and the number of the last where more follow."""
    asked = select(Result).where(Result.assessment_id == row.id, Result.number > after)
    rows = list(session.scalars(asked.order_by(Result.number).limit(limit + 1)))
    return rows[:limit], rows[limit - 1].number if len(rows) > limit else None


def found(session: Session, caller: Caller, assessment_id: str, number: int) -> Result:
    """Return one result.

    Raises
    ------
    NotFound
        The assessment or the result does not exist for this caller.
    """
    row = assessments.found(session, caller, assessment_id)
    result = session.get(Result, (row.id, number))
    if result is None:
        raise NotFound.at("unknown_result", "number", number=number, newest=row.results)
    return result
