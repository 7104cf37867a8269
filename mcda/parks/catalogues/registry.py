"""The registry of catalogue sources, by name."""

from abc import ABC, abstractmethod
from typing import ClassVar

from mcda.parks.catalogue import Catalogue
from mcda.registry import Registry

SHIPPED = "shipped"


class CatalogueSource(ABC):
    """A source of a catalogue: files of a package, or another store of its records."""

    id: ClassVar[str]
    """What it is asked for by."""

    @abstractmethod
    def read(self) -> Catalogue:
        """Return the records; the caller checks whether they contradict each other."""


CATALOGUES: Registry[type[CatalogueSource]] = Registry(
    group="parkwise.catalogues", homes=("mcda.parks.catalogues",)
)
"""Catalogues by id."""
