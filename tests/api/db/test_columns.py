"""Moments keep their zone on both databases; ids are told from other texts."""

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from api.db import Database
from api.db.columns import is_id, new_id, now, row_fields
from api.db.tables import KeyRow, OrganisationRow

CHINA = timezone(timedelta(hours=8))
MOMENT = datetime(2026, 3, 1, 7, 30, 15, 123456, tzinfo=CHINA)


def kept(database: Database, at: datetime) -> datetime:
    database.write(lambda s: s.add(OrganisationRow(id="x", name="x", created_at=at)))
    asked = select(OrganisationRow.created_at).where(OrganisationRow.id == "x")
    return database.read(lambda s: s.scalars(asked).one())


def test_a_moment_comes_back_in_utc_to_the_microsecond(database):
    found = kept(database, MOMENT)
    assert (found, found.isoformat()) == (MOMENT, "2026-02-28T23:30:15.123456+00:00")


def test_moments_are_written_in_utc_to_the_millisecond():
    row = KeyRow(id="x", created_at=datetime(2026, 3, 1, 0, 0, 0, 7999, tzinfo=UTC))
    wanted = {"id": "x", "created_at": "2026-03-01T00:00:00.007Z", "revoked_at": None, "key": "y"}
    assert row_fields(wanted, row, key="y", other="z") == wanted


def test_the_zone_of_the_server_changes_nothing(database):
    if database.is_sqlite:
        stored = "SELECT created_at FROM organisations WHERE id = 'x'"
        kept(database, MOMENT)
        assert database.read(lambda s: s.scalar(text(stored))) == "2026-02-28 23:30:15.123456"
        return
    url = database.url.update_query_dict({"options": "-c timezone=Asia/Shanghai"})
    with closing(Database(url.render_as_string(hide_password=False))) as abroad:
        assert abroad.read(lambda s: s.scalar(text("SHOW timezone"))) == "Asia/Shanghai"
        assert kept(abroad, MOMENT).isoformat() == "2026-02-28T23:30:15.123456+00:00"


def test_moments_are_compared_as_moments(database):
    kept(database, MOMENT)
    for offset in (timedelta(0), timedelta(hours=14), timedelta(hours=-12)):
        there = MOMENT.astimezone(timezone(offset))
        asked = select(OrganisationRow.id).where(OrganisationRow.created_at == there)
        assert database.read(lambda s, a=asked: s.scalar(a)) == "x"
        after = select(OrganisationRow.id).where(
            OrganisationRow.id == "x",
            OrganisationRow.created_at > there - timedelta(microseconds=1),
        )
        assert database.read(lambda s, a=after: s.scalar(a)) == "x"


def test_a_moment_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="a moment needs a zone"):
        kept(database, datetime(2026, 3, 1))


@pytest.mark.parametrize(
    "at",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=23))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-23))),
    ],
)
def test_moments_past_the_ends_of_the_calendar_are_still_asked_for(database, at):
    asked = select(OrganisationRow.id).where(OrganisationRow.created_at < at)
    assert database.read(lambda s: s.scalar(asked)) == ("local" if at.year == 9999 else None)


def test_no_moment_stays_none(database):
    def work(session: Session) -> None:
        session.add(KeyRow(organisation_id="local", name="", prefix="x", digest=b"", scopes=[]))

    database.write(work)
    assert database.read(lambda s: s.scalars(select(KeyRow)).one().expires_at) is None


def test_now_is_in_utc():
    assert now().tzinfo is UTC
    assert abs(now() - datetime.now(CHINA)) < timedelta(seconds=5)


def test_ids_differ_and_are_ids():
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(is_id(one) for one in made)


@pytest.mark.parametrize(
    "said",
    ["", "local", "a" * 23, "a" * 25, "A" * 24, "g" * 24, "a" * 24 + "\n", "a\0" * 12, "١" * 24],
)
def test_other_texts_are_no_ids(said):
    assert not is_id(said)
