"""Whether what an enterprise says of itself can be looked up: its sectors and its home."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from mcda.errors import Fault
from mcda.parks import Catalogue, Enterprise
from mcda.parks.places import cities, provinces
from mcda.parks.rationale import sector_id, sectors

OTHER = "other"
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be named, by id with its name.

    Parameters
    ----------
    sectors
        Those with a name, those that some park names alone, and `OTHER`.
    """

    sectors: Mapping[str, Text]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Self:
        """Return what may be named where this catalogue holds."""
        named = (name for park in catalogue.parks.values() for name in park.sectors)
        unnamed: dict[str, Text] = {
            name: {"en": name, "zh": name} for name in named if name not in sectors()
        }
        return cls({**sectors(), **unnamed, OTHER: _OTHER_SECTOR})

    def faults(self, enterprise: Enterprise) -> Iterator[Fault]:
        """Yield a fault for each sector that is not known, and for a home that is not."""
        for place, name in enumerate(enterprise.sectors):
            if sector_id(name) not in self.sectors:
                fields = {"sector": name, "known": tuple(self.sectors), "names": self.sectors}
                yield Fault("unknown_sector", ("sectors", place), fields)
        if enterprise.says_home and enterprise.place is None:
            yield _of_home(enterprise.province, enterprise.city)


def _of_home(province: str, city: str) -> Fault:
    """Return the fault of a home in no known province, at that which was said."""
    part, places = ("province", provinces()) if province else ("city", cities())
    names = {name: {"zh": zh} for name, zh in places}
    fields = {part: province or city, "known": tuple(names), "names": names}
    return Fault(f"unknown_{part}", ("home", part), fields)


_OTHER_SECTOR = {"en": "another sector", "zh": "其他行业"}
