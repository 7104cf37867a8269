"""Keeps the answers of an assessment."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session, defer

from api.access.caller import Caller
from api.assessments import store as assessments
from api.db.tables import AssessmentRow, ResultRow, VersionRow
from api.rankings.presentation import engine
from api.results.headline import ResultHeadline
from mcda.errors import NotFound


def add(
    session: Session,
    caller: Caller,
    row: AssessmentRow,
    version: int,
    answer: bytes,
    headline: ResultHeadline,
) -> ResultRow:
    """Keep an answer that was made from a version of the assessment, and what lists tell of it."""
    row.results += 1
    found = ResultRow(
        assessment_id=row.id,
        number=row.results,
        version=version,
        by=caller.by,
        engine=engine(),
        headline=dict(headline),
        answer=answer,
    )
    session.add(found)
    session.flush()
    return found


ORDERS = {"number": (ResultRow.number,)}
_WITHOUT_ANSWER = defer(ResultRow.answer, raiseload=True)


def all_of(row: AssessmentRow) -> Select[ResultRow]:
    """Return a query for the results of an assessment; their answers are not read."""
    return select(ResultRow).where(ResultRow.assessment_id == row.id).options(_WITHOUT_ANSWER)


def newest(
    session: Session, caller: Caller, assessment_ids: Collection[str]
) -> dict[str, ResultRow]:
    """Return the newest results of the caller's assessments, by assessment; no answer is read."""
    asked = (
        select(ResultRow)
        .join(AssessmentRow, AssessmentRow.id == ResultRow.assessment_id)
        .where(AssessmentRow.organisation_id == caller.organisation)
        .where(AssessmentRow.id.in_(assessment_ids), ResultRow.number == AssessmentRow.results)
        .options(_WITHOUT_ANSWER)
    )
    return {row.assessment_id: row for row in session.scalars(asked)}


def made_from(session: Session, rows: Collection[ResultRow]) -> dict[str, dict[str, Any]]:
    """Return the contents that results were made from, by assessment."""
    versions = [(row.assessment_id, row.version) for row in rows]
    asked = select(VersionRow).where(
        tuple_(VersionRow.assessment_id, VersionRow.number).in_(versions)
    )
    return {row.assessment_id: row.content for row in session.scalars(asked)} if rows else {}


def find(
    session: Session, caller: Caller, assessment_id: str, number: int, *, whole: bool = True
) -> ResultRow:
    """Return one result; its answer is left where it is unless the whole is wanted.

    Raises
    ------
    NotFound
        The assessment or the result does not exist for this caller.
    """
    row = assessments.find(session, caller, assessment_id)
    options = () if whole else (_WITHOUT_ANSWER,)
    result = session.get(ResultRow, (row.id, number), options=options)
    if result is None:
        raise NotFound.at("unknown_result", "number", number=number, newest=row.results)
    return result
