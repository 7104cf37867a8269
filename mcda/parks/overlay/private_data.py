"""Private data as a value: read once, and identified by the digest of its files."""

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mcda.errors import InvalidTable, Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.overlay.checks import read_overlay
from mcda.parks.overlay.files import Files
from mcda.parks.overlay.model import Overlay


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateData:
    r"""Private data, small enough to be sent to another process with every request.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Files, PrivateData, read_overlay
    >>> sheet = b"park,criterion,mode,source,as_of\ntcr,land_price,118,sheng_2025,2026-03-12"
    >>> files = Files("quotations.csv", {"quotations.csv": sheet})
    >>> data = PrivateData.of(read_overlay(files, load_catalogue()), files.digest)
    >>> data.overlay().quotations[0].mode
    118.0
    """

    digest: str
    """SHA-256 of the files, see `Files.digest`."""
    packed: bytes = field(compare=False, repr=False, default=b"")
    """Their rows, for processes of the same program only."""
    faults: Sequence[Note] = field(compare=False, default=())
    """Why they cannot be used, such as a park that the catalogue no longer has."""

    @classmethod
    def read(cls, path: Path, catalogue: Catalogue, *, kept: bool = False) -> "PrivateData":
        """Return the data in the files at a path; parameters and errors as for `read_overlay`."""
        files = Files.at(path)
        return cls.of(read_overlay(files, catalogue, kept=kept), files.digest)

    @classmethod
    def of(cls, overlay: Overlay, digest: str) -> "PrivateData":
        """Return private data made of rows."""
        return cls(digest=digest, packed=zlib.compress(pickle.dumps(overlay)))

    def overlay(self) -> Overlay:
        """Return the rows.

        Raises
        ------
        InvalidTable
            The data have faults.
        """
        InvalidTable.raise_any(self.faults)
        rows: Overlay = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - written by `of`
        return rows
