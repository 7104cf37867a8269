"""The letterhead of a report: the name and the logo at the head of each page."""

import base64
from dataclasses import dataclass
from pathlib import Path

from api.http.refusals import Unavailable

LARGEST = 256
"""KiB of a logo."""
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The name of a firm or consultancy, and its logo."""

    firm: str = ""
    """Its name; empty for none."""
    logo: bytes = b""
    """A PNG or SVG; empty for none."""

    @property
    def printed(self) -> str | list[int] | None:
        """The logo in the typesetter's form: an SVG as text, the bytes of a PNG as numbers."""
        if not self.logo:
            return None
        return list(self.logo) if self.logo.startswith(_PNG) else self.logo.decode()

    @property
    def address(self) -> str:
        """The logo as the data URL of a picture, in which no script of an SVG runs."""
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
    if logo is None:
        return Letterhead(firm, b"")
    try:
        with logo.open("rb") as file:
            content = file.read(LARGEST * 1024 + 1)
    except OSError:
        content = b""
    if not content or len(content) > LARGEST * 1024 or not _is_picture(content):
        raise Unavailable.at("logo_unusable", file=logo.name, limit=LARGEST)
    return Letterhead(firm, content)


def _is_picture(found: bytes) -> bool:
    if found.startswith(_PNG):
        return True
    try:
        text = found.decode()
    except UnicodeDecodeError:
        return False
    # Without entities and references a drawing is all that it can be.
    return "<svg" in text and "<!ENTITY" not in text
