"""Whose report it is: the name and the logo at the head of each page."""

import base64
from dataclasses import dataclass
from pathlib import Path

from api.refusals import Unavailable

LARGEST = 256
"""KiB of a logo."""
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The name of a firm or consultancy, and its logo.

    Parameters
    ----------
    firm
        Its name; empty for none.
    logo
        A PNG or SVG; empty for none.
    """

    firm: str = ""
    logo: bytes = b""

    @property
    def printed(self) -> str | list[int] | None:
        """The logo as the typesetter reads it: an SVG as text, the bytes of a PNG as numbers."""
        if not self.logo:
            return None
        return list(self.logo) if self.logo.startswith(_PNG) else self.logo.decode()

    @property
    def address(self) -> str:
        """The logo as the address of a picture, in which no script of an SVG runs."""
        if not self.logo:
            return ""
        kind = "png" if self.logo.startswith(_PNG) else "svg+xml"
        return f"data:image/{kind};base64,{base64.b64encode(self.logo).decode()}"


def letterhead(firm: str, logo: Path | None) -> Letterhead:
    """Return the letterhead with a logo from a file.

    Raises
    ------
    Unavailable
        The file cannot be read, is larger than 256 KiB, or neither a PNG nor an SVG.
    """
    return Letterhead(firm, b"" if logo is None else _read(logo))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            found = file.read(LARGEST * 1024 + 1)
    except OSError:
        found = b""
    if not found or len(found) > LARGEST * 1024 or not _is_picture(found):
        raise Unavailable.at("logo_unusable", file=path.name, limit=LARGEST)
    return found


def _is_picture(found: bytes) -> bool:
    if found.startswith(_PNG):
        return True
    try:
        said = found.decode()
    except UnicodeDecodeError:
        return False
    # Without entities and references a drawing is all that it can be.
    return "<svg" in said and "<!ENTITY" not in said
