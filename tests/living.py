"""Whether a process lives, as the system lists them."""

from pathlib import Path


def lives(pid: int) -> bool:
    """Tell whether a process is there and more than an entry that nobody has read yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
