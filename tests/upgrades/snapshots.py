"""Databases of earlier versions, each in a file that one of either kind is filled from.

A file is JSON, packed by LZMA, which finds what results repeat: `version`, `commit` and `revision`
of the schema, `at`, the moment when it was written, `secrets` in plain that open what only digests
are kept of, `schema` as SQLite tells it, and `tables`, each a list of rows, what is referred to
first. A moment stands in ISO form without its zone, which is UTC; a column of JSON as JSON; bytes
as `{"text": ...}` where they are UTF-8, `{"zlib": ...}` where they are such a text compressed, else
`{"base64": ...}`.
"""

import json
import lzma
import zlib
from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    func,
    inspect,
    select,
)

from api.db import Database, migrate

FOLDER = Path(__file__).parent / "databases"
_BYTES = {
    "text": str.encode,
    "zlib": lambda text: zlib.compress(text.encode()),
    "base64": b64decode,
}
VERSIONS = tuple(sorted(file.name.removesuffix(".json.xz") for file in FOLDER.glob("*.json.xz")))
"""Of which there is a file."""
_OF_ALEMBIC = "alembic_version"
Plain = dict[str, Any]


def file_of(version: str) -> Path:
    """Return the file of a version."""
    return FOLDER / f"{version}.json.xz"


def read(path: Path) -> Plain:
    """Return what a file holds."""
    with lzma.open(path) as file:
        return json.load(file)


def write(database_url: str, path: Path, version: str, commit: str, secrets: Plain) -> None:
    """Write all rows of a database into a file.

    Raises
    ------
    ValueError
        A table has no row.
    """
    database = Database(database_url)
    content = {
        "version": version,
        "commit": commit,
        "revision": migrate.current(database),
        "at": datetime.now(UTC).replace(tzinfo=None).isoformat(),
        "secrets": secrets,
        "schema": schema(database),
        "tables": rows(database),
    }
    database.close()
    if empty := [name for name, found in content["tables"].items() if not found]:
        raise ValueError(f"no row in {', '.join(empty)}")
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(lzma.compress(packed))


def fill(database: Database, path: Path, at: datetime | None = None) -> Plain:
    """Fill an empty database with the rows of a file, in the schema of that time; return the file.

    Parameters
    ----------
    database
        Without a schema.
    path
        Of the file.
    at
        When the file is to have been written: all moments move with it, so that what was kept for
        a time is still kept. Now, where left out.
    """
    content = read(path)
    written = datetime.fromisoformat(content["at"]).replace(tzinfo=UTC)
    shift = (at or datetime.now(UTC)) - written
    migrate.upgrade(database, content["revision"])
    with database.engine.execution_options(writes=True).begin() as connection:
        tables = _tables(connection)
        for table in reversed(tables):
            connection.execute(table.delete())
        for table in tables:
            if stored := content["tables"].get(table.name):
                connection.execute(table.insert(), [_value(table, row, shift) for row in stored])
                _count_on(connection, table)
    return content


def rows(database: Database) -> Plain:
    """Return the rows of all tables that there are, as a file holds them."""
    with database.engine.connect() as connection:
        return {
            table.name: [
                {name: _plain(value) for name, value in row.items()}
                for row in sorted(
                    connection.execute(select(table)).mappings(),
                    key=lambda row, key=table.primary_key: [row[column.name] for column in key],
                )
            ]
            for table in _tables(connection)
        }


def schema(database: Database) -> Plain:
    """Return columns, keys and indexes of all tables, as the database tells them."""
    found = inspect(database.engine)
    return {
        name: {
            "columns": sorted(
                [column["name"], str(column["type"]), column["nullable"]]
                for column in found.get_columns(name)
            ),
            "primary": found.get_pk_constraint(name)["constrained_columns"],
            "foreign": sorted(
                [key["constrained_columns"], key["referred_table"], key["options"]]
                for key in found.get_foreign_keys(name)
            ),
            "unique": sorted(one["column_names"] for one in found.get_unique_constraints(name)),
            "indexes": sorted(
                [one["name"], one["column_names"], bool(one["unique"])]
                for one in found.get_indexes(name)
            ),
        }
        for name in sorted(found.get_table_names())
        if name != _OF_ALEMBIC
    }


def _tables(connection: Connection) -> list[Table]:
    """Return the tables that there are, what others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != _OF_ALEMBIC]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None).isoformat()
    if not isinstance(value, bytes):
        return value
    with suppress(UnicodeDecodeError):
        return {"text": value.decode()}
    with suppress(UnicodeDecodeError, zlib.error):
        return {"zlib": zlib.decompress(value).decode()}
    return {"base64": b64encode(value).decode()}


def _value(table: Table, row: Plain, shift: timedelta) -> Plain:
    return {name: _of_column(table.c[name], value, shift) for name, value in row.items()}


def _of_column(column: Column[Any], value: Any, shift: timedelta) -> Any:
    """Return a value of a file as a column takes it."""
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        at = datetime.fromisoformat(value) + shift
        return at.replace(tzinfo=UTC) if column.type.timezone else at
    if isinstance(column.type, LargeBinary):
        [(form, text)] = value.items()
        return _BYTES[form](text)
    return value


def _count_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL give the numbers that follow those of the rows."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    last = connection.scalar(select(func.max(column)))
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    if isinstance(column.type, Integer) and connection.scalar(select(sequence)) is not None:
        connection.execute(select(func.setval(sequence, last)))
