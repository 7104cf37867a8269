"""The documents of stored answers: made with the answer, stored beside it, and read later.

A later version may compute and show more, and may answer in another form; the document of a stored
answer stays unchanged.
"""

import logging
from collections.abc import Collection
from functools import partial
from typing import Any

from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from api.db import Database, migrate
from api.db.tables import AssessmentRow, ResultRow
from api.document.blocks import Document
from api.document.codec import decode_document, encode_document
from api.document.document import document
from api.http.localisation import decode
from api.http.refusals import Gone
from api.own.settings import OrganisationSettings
from api.parks.catalogue import catalogue_of
from api.settings import Settings

_LOG = logging.getLogger("parkwise.results")
_KEY = (ResultRow.assessment_id, ResultRow.number)


def kept_document(answer: dict[str, Any], settings: Settings) -> bytes:
    """Return the document of an answer in codes, in the form that is stored beside it."""
    return encode_document(document(answer, catalogue=catalogue_of(settings)))


def read_document(content: bytes | None, sections: Collection[str] | None = None) -> Document:
    """Return a stored document, with all sections or the sections of these ids.

    Raises
    ------
    Gone
        The answer was stored by an earlier version, and no document could be made of it.
    """
    if content is None:
        raise Gone.at("document_missing")
    return decode_document(content, sections)


def upgrade(database: Database, settings: Settings) -> None:
    """Upgrade the schema, and add a document to every result that has none.

    Documents are made after all revisions, from answers in the form of this version.

    Raises
    ------
    Unavailable
        The schema is of a newer version than this code.
    """
    migrate.upgrade(database)
    owned = OrganisationSettings(database, settings)
    for organisation, assessment_id, number in database.read(_without_document):
        database.write(partial(_tell, key=(assessment_id, number), settings=owned.of(organisation)))


def _without_document(session: Session) -> list[tuple[str, str, int]]:
    query = (
        select(AssessmentRow.organisation_id, *_KEY)
        .join(AssessmentRow, AssessmentRow.id == ResultRow.assessment_id)
        .where(ResultRow.document.is_(None))
    )
    return [(owner, key, number) for owner, key, number in session.execute(query)]


def _tell(session: Session, key: tuple[str, int], settings: Settings) -> None:
    answer = session.scalars(select(ResultRow.answer).where(tuple_(*_KEY) == key)).one()
    try:
        content = kept_document(decode(answer), settings)
    except Exception:  # noqa: BLE001 - one result that cannot be told must not keep a service from starting
        _LOG.exception("no document can be made of result %s of assessment %s", *reversed(key))
        return
    session.execute(update(ResultRow).where(tuple_(*_KEY) == key).values(document=content))
