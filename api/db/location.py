"""The location of the database if none is configured."""

from pathlib import Path

from platformdirs import user_data_path


def default_path() -> Path:
    """Return ``parkwise.db`` in the user's data folder, on Linux ``~/.local/share/parkwise``."""
    return user_data_path("parkwise") / "parkwise.db"


def url_of(said: str | None) -> str:
    """Return the URL of the database; the folder of the default one is created, private."""
    if said is not None:
        return said
    path = default_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{path}"
