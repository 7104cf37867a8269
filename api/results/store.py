"""Keeps the answers of an assessment."""

from sqlalchemy import Select, select
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


ORDERS = {"number": (Result.number,)}


def all_of(row: Assessment) -> Select[Result]:
    """Return a query for the results of an assessment."""
    return select(Result).where(Result.assessment_id == row.id)


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
