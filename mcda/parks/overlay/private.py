"""Private data as a value that is handed on: read once, told apart by the digest of its files."""

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mcda.errors import InvalidTable, Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.overlay.checking import read_overlay
from mcda.parks.overlay.model import Overlay
from mcda.parks.overlay.reading import Files


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateData:
    """Private data, small enough to be sent to another process with every question.

    Parameters
    ----------
    digest
        SHA-256 of the files, see `Files.digest`.
    packed
        Their rows, for processes of the same program only.
    faults
        Why they cannot be used, such as a park that the catalogue no longer has.
    """

    digest: str
    packed: bytes = field(compare=False, repr=False, default=b"")
    faults: Sequence[Note] = field(compare=False, default=())

    @classmethod
    def read(cls, path: Path, catalogue: Catalogue, *, kept: bool = False) -> "PrivateData":
        """Return what the files at a path hold; parameters and errors as for `read_overlay`."""
        files = Files.at(path)
        return cls.of(read_overlay(files, catalogue, kept=kept), files.digest)

    @classmethod
    def of(cls, overlay: Overlay, digest: str) -> "PrivateData":
        """Return rows as a value."""
        return cls(digest=digest, packed=zlib.compress(pickle.dumps(overlay)))

    def overlay(self) -> Overlay:
        """Return the rows.

        Raises
        ------
        InvalidTable
            They cannot be used.
        """
        if self.faults:
            raise InvalidTable(self.faults)
        found: Overlay = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - written by `of`
        return found
