"""Storage of saved work: SQLite in a file, or PostgreSQL."""

from api.db.database import Database

__all__ = ["Database"]
