"""Whatever a version kept in codes is said in both languages: a code once stored stays."""

import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from api.db import Database
from api.db.tables import JobRow, ResultRow
from api.document.codec import decode_document
from api.document.teller import tell
from api.results import documents
from api.settings import Settings
from mcda.texts import Note, catalogue, is_plain_note
from tests.upgrades import snapshots


@pytest.fixture(scope="module", params=snapshots.VERSIONS)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path_factory.mktemp('kept')}/parkwise.db")) as database:
        snapshots.fill(database, snapshots.file_of(request.param))
        documents.upgrade(database, Settings(database=str(database.url)))
        yield database


def notes(value: Any) -> Iterator[Note]:
    """Yield the notes in plain data, and those in their fields."""
    if is_plain_note(value):
        yield Note.from_plain(value)
    for item in value.values() if isinstance(value, dict) else ():
        yield from notes(item)
    for item in value if isinstance(value, list) else ():
        yield from notes(item)


def test_every_document_is_told_in_both_languages(upgraded: Database) -> None:
    kept = upgraded.read(lambda session: session.scalars(select(ResultRow.document)).all())
    assert len(kept) > 10
    for content in kept:
        assert content is not None
        document = decode_document(content)
        for language in ("en", "zh"):
            written = tell(document, language)
            assert written["sections"], written["title"]
            assert "$say" not in json.dumps(written)


def test_every_code_is_known(upgraded: Database) -> None:
    """Answers of 0.1 and 0.2 hold sentences; their documents hold codes."""
    kept = upgraded.read(
        lambda session: [
            *session.scalars(select(ResultRow.answer)),
            *map(zlib.decompress, session.scalars(select(ResultRow.document))),
            *session.scalars(select(JobRow.result).where(JobRow.kind != "portfolio")),
        ]
    )
    codes = {note.code for content in kept if content for note in notes(json.loads(bytes(content)))}
    assert codes >= {"text_itself", "uncertain_cell_many"}
    assert codes - catalogue().keys() - {"text_itself"} == set()


def test_what_a_version_did_not_work_out_is_told(upgraded: Database) -> None:
    kept = upgraded.read(
        lambda session: session.execute(select(ResultRow.engine, ResultRow.document)).all()
    )
    unknown = [
        engine
        for engine, content in kept
        if "not_known_then" in [getattr(note, "key", "") for note in decode_document(content).notes]
    ]
    is_older = kept[0].engine in ("parkwise 0.1.0", "parkwise 0.2.0")
    assert (len(unknown) > 10) == is_older
    assert bool(unknown) == is_older
