"""Which processes live, and whose they are, as the system lists them."""

from pathlib import Path


def lives(pid: int) -> bool:
    """Tell whether a process is there and more than an entry that nobody has read yet."""
    try:
        return _told(pid)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def parent_of(pid: int) -> int:
    return int(_told(pid)[1])


def _told(pid: int) -> list[str]:
    """Return the state of a process, its parent, and what follows."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
