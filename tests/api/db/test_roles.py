"""Roles on a real server: what the service's may do, and what it may not."""

import secrets
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from api.access.caller import THIS_MACHINE
from api.assessments import store
from api.db import Database, migrate, roles
from api.db.tables import Base
from api.doctor import Machine, look_at_role
from api.keys.service import create_key, organisation_named
from api.settings import Settings
from tests.conftest import SERVER, made


@pytest.fixture
def names(server: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give both roles names that nobody else on the server has."""
    mark = secrets.token_hex(4)
    owner, service = f"owner_{mark}", f'service"{mark}'
    monkeypatch.setattr(roles, "OWNER", owner)
    monkeypatch.setattr(roles, "SERVICE", service)
    yield
    with server.connect() as connection:
        for role in (owner, service):
            connection.execute(text(f"DROP ROLE IF EXISTS {roles._quoted(role)}"))


@pytest.fixture
def name(names: None, server: Engine) -> Iterator[str]:
    with made(server) as found:
        yield found


def opened(name: str, role: str, password: str = "") -> Database:
    place = urlsplit(SERVER)
    found = Database(f"postgresql+psycopg://{place.hostname}:{place.port or 5432}/{name}")
    found.close()
    url = found.url.set(username=role, password=password or None)
    return Database(url.render_as_string(hide_password=False))


def test_the_service_changes_rows_and_nothing_else(name: str) -> None:
    admin = Database(f"{SERVER}/{name}")
    migrate.upgrade(admin, "0005")  # tables that the superuser of old made
    for _ in range(2):
        roles.apply(admin, {roles.OWNER: "o", roles.SERVICE: "s"})
    owner, service = opened(name, roles.OWNER, "o"), opened(name, roles.SERVICE, "s")
    migrate.upgrade(owner)
    service.check_writing()
    assert (migrate.current(service), migrate.differences(owner)) == (migrate.newest(), [])

    def work(session):
        own = organisation_named(session, "ours")
        store.add(session, THIS_MACHINE, {"name": "a"})
        return create_key(session, THIS_MACHINE, "x", ["read"], None), own

    service.write(work)
    for table in Base.metadata.sorted_tables:
        service.read(lambda session, table=table: session.execute(table.select()).all())
    refused = (
        *("CREATE TABLE more (id int)", "DROP TABLE jobs", "ALTER TABLE jobs ADD COLUMN more int"),
        *("TRUNCATE jobs", "CREATE ROLE more", "COPY jobs TO PROGRAM 'cat'"),
        *("SELECT pg_read_file('/etc/hostname')", "CREATE SCHEMA more"),
        "CREATE TEMPORARY TABLE more (id int)",
    )
    for statement in refused:
        with pytest.raises(ProgrammingError) as caught:
            service.write(lambda session, one=statement: session.execute(text(one)))
        assert isinstance(caught.value.orig, InsufficientPrivilege), statement
    admin.close(), owner.close(), service.close()


def test_nobody_else_comes_in(name: str, server: Engine) -> None:
    with closing(Database(f"{SERVER}/{name}")) as admin:
        roles.apply(admin, {})
        other = f"other_{secrets.token_hex(4)}"
        with server.connect() as connection:
            connection.execute(text(f"CREATE ROLE {other} LOGIN"))
            asked = text("SELECT has_database_privilege(:role, :name, 'CONNECT')")
            found = connection.scalar(asked, {"role": other, "name": name})
            connection.execute(text(f"DROP ROLE {other}"))
        assert found is False


def test_passwords_reach_the_server_as_what_checks_them(name: str, server: Engine) -> None:
    with closing(Database(f"{SERVER}/{name}")) as admin:
        roles.apply(admin, {roles.OWNER: "päss'word"})
        with server.connect() as connection:
            asked = text("SELECT rolpassword FROM pg_authid WHERE rolname = :role")
            assert connection.scalar(asked, {"role": roles.OWNER}).startswith("SCRAM-SHA-256$")
            assert connection.scalar(asked, {"role": roles.SERVICE}) is None


def test_the_doctor_tells_them_apart(name: str) -> None:
    admin = Database(f"{SERVER}/{name}")
    roles.apply(admin, {})
    admin.close()
    found = {}
    for role in (roles.OWNER, roles.SERVICE):
        for is_migrating in (False, True):
            database = opened(name, role)
            url = database.url.render_as_string(hide_password=False)
            database.close()
            machine = Machine(Settings(database=url, migrate=is_migrating))
            found[role == roles.OWNER, is_migrating] = look_at_role(machine).code
            machine.close()
    assert found == {
        (True, False): "role_wide",
        (True, True): "role_owner",
        (False, False): "role_good",
        (False, True): "role_good",
    }
