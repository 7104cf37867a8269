"""Where catalogues come from, by name."""

from abc import ABC, abstractmethod
from typing import ClassVar

from mcda.parks.catalogue import Catalogue
from mcda.registry import Registry

SHIPPED = "shipped"


class CatalogueSource(ABC):
    """A catalogue that can be read: files of a package, or whatever holds its records."""

    id: ClassVar[str]
    """What it is asked for by."""

    @abstractmethod
    def read(self) -> Catalogue:
        """Return the records; whether they contradict each other is checked by who asks."""


CATALOGUES: Registry[type[CatalogueSource]] = Registry(
    group="parkwise.catalogues", home="mcda.parks.catalogues"
)
"""Catalogues by id."""
