"""Where the database is when nobody says."""

from pathlib import Path

from platformdirs import user_data_path


def default_path() -> Path:
    """Return ``parkwise.db`` in the user's data folder, on Linux ``~/.local/share/parkwise``."""
    return user_data_path("parkwise") / "parkwise.db"


def url_of(said: str | None) -> str:
    """Return the address of the database; the default one's folder is made, its user's own."""
    if said is not None:
        return said
    path = default_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{path}"
