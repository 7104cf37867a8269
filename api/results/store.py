"""Stores the answers of an assessment."""

from collections.abc import Collection
from typing import Any, Literal

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session, defer

from api.access.caller import Caller
from api.assessments import store as assessments
from api.db.tables import AssessmentRow, ResultRow, VersionRow
from api.rankings.presentation import engine
from api.results.evaluation import Evaluation
from mcda.errors import NotFound


def add(
    session: Session, caller: Caller, row: AssessmentRow, version: int, evaluation: Evaluation
) -> ResultRow:
    """Store an answer that was made from a version of the assessment, with its document."""
    row.results += 1
    result = ResultRow(
        assessment_id=row.id,
        number=row.results,
        version=version,
        by=caller.by,
        engine=engine(),
        headline=dict(evaluation.headline),
        answer=evaluation.answer,
        document=evaluation.document,
    )
    session.add(result)
    session.flush()
    return result


ORDERS = {"number": (ResultRow.number,)}
_LARGE = (ResultRow.answer, ResultRow.document)
_SMALL = tuple(defer(column, raiseload=True) for column in _LARGE)


def all_of(row: AssessmentRow) -> Select[ResultRow]:
    """Return a query for the results of an assessment; their answers are not read."""
    return select(ResultRow).where(ResultRow.assessment_id == row.id).options(*_SMALL)


def newest(
    session: Session, caller: Caller, assessment_ids: Collection[str]
) -> dict[str, ResultRow]:
    """Return the newest results of the caller's assessments, by assessment, without answers."""
    query = (
        select(ResultRow)
        .join(AssessmentRow, AssessmentRow.id == ResultRow.assessment_id)
        .where(AssessmentRow.organisation_id == caller.organisation)
        .where(AssessmentRow.id.in_(assessment_ids), ResultRow.number == AssessmentRow.results)
        .options(*_SMALL)
    )
    return {row.assessment_id: row for row in session.scalars(query)}


def made_from(session: Session, rows: Collection[ResultRow]) -> dict[str, dict[str, Any]]:
    """Return the contents from which results were made, by assessment."""
    versions = [(row.assessment_id, row.version) for row in rows]
    query = select(VersionRow).where(
        tuple_(VersionRow.assessment_id, VersionRow.number).in_(versions)
    )
    return {row.assessment_id: row.content for row in session.scalars(query)} if rows else {}


def find(
    session: Session,
    caller: Caller,
    assessment_id: str,
    number: int,
    *,
    part: Literal["answer", "document"] | None = None,
) -> ResultRow:
    """Return one result with its answer, with its document, or without both.

    Raises
    ------
    NotFound
        The assessment or the result does not exist for this caller.
    """
    row = assessments.find(session, caller, assessment_id)
    options = [defer(column, raiseload=True) for column in _LARGE if column.key != part]
    result = session.get(ResultRow, (row.id, number), options=options)
    if result is None:
        raise NotFound.at("unknown_result", "number", number=number, newest=row.results)
    return result
