"""Two roles in PostgreSQL: one owns the tables, the service's may only change rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import text

from api.db.database import Database
from api.db.driver_errors import coded

OWNER, SERVICE = "parkwise_owner", "parkwise_service"
_MAY_NOTHING_ELSE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

_HAND_OVER = """DO $$ DECLARE found record; BEGIN
FOR found IN SELECT oid::regclass AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
LOOP EXECUTE format('ALTER TABLE %s OWNER TO %I', found.name, '{owner}'); END LOOP; END $$"""
"""Sequences of columns go with their tables."""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def statements(database: str) -> Iterator[str]:
    """Yield statements that create both roles and transfer the tables; they may be repeated."""
    owner, service = _quoted(OWNER), _quoted(SERVICE)
    for role in (OWNER, SERVICE):
        yield (
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')\n"
            f"THEN CREATE ROLE {_quoted(role)}; END IF; END $$"
        )
        yield f"ALTER ROLE {_quoted(role)} WITH {_MAY_NOTHING_ELSE}"
    yield f"REVOKE ALL ON DATABASE {_quoted(database)} FROM PUBLIC, {owner}, {service}"
    yield f"GRANT CONNECT ON DATABASE {_quoted(database)} TO {owner}, {service}"
    yield f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {owner}, {service}"
    yield f"GRANT USAGE, CREATE ON SCHEMA public TO {owner}"
    yield f"GRANT USAGE ON SCHEMA public TO {service}"
    yield _HAND_OVER.replace("{owner}", OWNER)
    rows, numbers = "SELECT, INSERT, UPDATE, DELETE ON", "USAGE, SELECT ON"
    yield f"GRANT {rows} ALL TABLES IN SCHEMA public TO {service}"
    yield f"GRANT {numbers} ALL SEQUENCES IN SCHEMA public TO {service}"
    later = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT"
    yield f"{later} {rows} TABLES TO {service}"
    yield f"{later} {numbers} SEQUENCES TO {service}"


def apply(database: Database, passwords: Mapping[str, str]) -> None:
    """Create both roles, or restore their rights.

    Roles without a given password keep their password. The server receives only hashes of
    passwords, so that no log holds a password.
    """
    with coded(), database.engine.begin() as connection:
        for statement in statements(database.url.database or ""):
            connection.execute(text(statement))
        driver: Any = connection.connection.driver_connection
        for role, password in passwords.items():
            secret = driver.pgconn.encrypt_password(password.encode(), role.encode())
            connection.exec_driver_sql(f"ALTER ROLE {_quoted(role)} PASSWORD '{secret.decode()}'")
