import secrets
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from api.access.caller import THIS_MACHINE
from api.cli import database
from api.db import Database, migrate, roles
from api.jobs import store
from tests.conftest import SERVER, made


@pytest.fixture
def place(empty_url, monkeypatch):
    monkeypatch.setenv("PARKWISE_DATABASE", empty_url)
    return empty_url


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("PARKWISE_DATABASE", f"sqlite:///{tmp_path}/work.db")
    return tmp_path / "work.db"


def _job(url):
    database = Database(url)
    added = database.write(lambda s: store.add(s, THIS_MACHINE, "ranking", b"{}", None).id)
    database.close()
    return added


def test_upgraded_and_found_sound(call, place):
    newest = migrate.newest()
    checked = call("db", "check")
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert newest in checked.stderr
    assert "parkwise db upgrade" in checked.stderr
    first = call("db", "upgrade")
    assert (first.exit_code, first.stderr) == (0, "")
    assert f"was brought to {newest}" in first.stdout
    assert f"已是最新（{newest}）" in call("db", "upgrade", "--lang", "zh").stdout
    checked = call("db", "check")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert f"is sound, schema {newest}" in checked.stdout
    assert "完好" in call("db", "check", "--lang", "zh").stdout


def test_a_password_is_not_shown(call, monkeypatch):
    monkeypatch.setenv("PARKWISE_DATABASE", "postgresql+psycopg://me:secret@127.0.0.1:1/none")
    for command in ("upgrade", "check"):
        result = call("db", command)
        assert result.exit_code == 1
        assert "secret" not in result.stdout + result.stderr
        assert "Traceback" not in result.stderr


def test_another_schema_is_told(call, file):
    call("db", "upgrade")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("ALTER TABLE jobs DROP COLUMN cancel_asked")
    result = call("db", "check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cancel_asked" in result.stderr


def test_damage_is_told(call, file):
    call("db", "upgrade")
    job = _job(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM jobs WHERE id = ?", (job,))
    result = call("db", "check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "job_events" in result.stderr


def test_a_copy_holds_what_was_saved_while_in_use(call, file, tmp_path):
    call("db", "upgrade")
    database = Database(f"sqlite:///{file}")
    job = database.write(lambda s: store.add(s, THIS_MACHINE, "ranking", b"{}", None).id)
    copied = call("db", "backup", tmp_path / "copy.db")
    database.close()
    assert (copied.exit_code, copied.stderr) == (0, "")
    assert "copy.db" in copied.stdout
    other = Database(f"sqlite:///{tmp_path}/copy.db")
    assert other.read(lambda s: store.find(s, THIS_MACHINE, job)).request == b"{}"
    other.close()
    again = call("db", "backup", tmp_path / "copy.db")
    assert again.exit_code == 2
    assert "exists" in again.stderr
    assert "已存在" in call("db", "backup", tmp_path / "copy.db", "--lang", "zh").stderr


def test_a_folder_that_does_not_exist(call, file, tmp_path):
    call("db", "upgrade")
    result = call("db", "backup", tmp_path / "none" / "copy.db")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_nothing_is_not_copied_as_if_it_were_something(call, file, tmp_path):
    result = call("db", "backup", tmp_path / "copy.db")
    assert result.exit_code == 1
    assert "parkwise db upgrade" in result.stderr
    assert not (tmp_path / "copy.db").exists()


def test_a_server_is_copied_by_its_own_tools(call, place, tmp_path):
    if place.startswith("sqlite"):
        return
    call("db", "upgrade")
    result = call("db", "backup", tmp_path / "copy.db")
    assert result.exit_code == 2
    assert "pg_dump" in result.stderr
    assert "pg_dump" in call("db", "backup", tmp_path / "copy.db", "--lang", "zh").stderr


def test_roles_of_a_server_are_printed_and_made(call, server, monkeypatch):
    mark = secrets.token_hex(4)
    monkeypatch.setattr(roles, "OWNER", f"owner_{mark}")
    monkeypatch.setattr(roles, "SERVICE", f"service_{mark}")
    monkeypatch.setattr(database, "_PASSWORDS", {"OWNER_PASSWORD": roles.OWNER})
    with made(server) as name:
        place = {"PARKWISE_DATABASE": f"{SERVER}/{name}", "OWNER_PASSWORD": "secret"}
        printed = call("db", "role", **place)
        assert (printed.exit_code, printed.stderr) == (0, "")
        assert "secret" not in printed.stdout
        with server.connect() as connection:
            assert connection.scalar(text(EXISTS), {"role": roles.OWNER}) == 0
        applied = call("db", "role", "--apply", **place)
        assert (applied.exit_code, applied.stderr) == (0, "")
        assert roles.SERVICE in applied.stdout
        with server.connect() as connection:
            assert connection.scalar(text(EXISTS), {"role": roles.OWNER}) == 1
    with server.connect() as connection:
        for role in (roles.OWNER, roles.SERVICE):
            connection.execute(text(f"DROP ROLE {role}"))


def test_a_file_has_no_roles(call, file, fails):
    fails(call("db", "role"), "PARKWISE_DATABASE")


EXISTS = "SELECT count(*) FROM pg_roles WHERE rolname = :role"
