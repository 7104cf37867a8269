"""Whether what an enterprise says of itself can be looked up: its sectors, markets and home."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from mcda.errors import Fault
from mcda.parks import Catalogue, Enterprise
from mcda.parks.markets import is_country, market_name
from mcda.parks.places import cities, provinces
from mcda.parks.rationale import sector_id, sectors
from mcda.parks.scenario import HOST, market_key

OTHER = "other"
Text = Mapping[str, str]
MARKETS: Mapping[str, Text] = {
    **{name: market_name(name) for name in ("US", "EU", "UK", "CN", "JP", "MX", "ASEAN", HOST)},
    OTHER: {"en": "all other markets", "zh": "其他市场"},
}
"""Markets on offer, by id with their names; countries may be named beside them."""


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

    def faults(self, enterprise: Enterprise, own: Collection[str] = ()) -> Iterator[Fault]:
        """Yield a fault for each sector and market that is not known, and for a home that is not.

        Parameters
        ----------
        enterprise
            Of a request.
        own
            Markets of the scenario that the request states itself.
        """
        for place, name in enumerate(enterprise.sectors):
            if sector_id(name) not in self.sectors:
                fields = {"sector": name, "known": tuple(self.sectors), "names": self.sectors}
                yield Fault("unknown_sector", ("sectors", place), fields)
        keys = {market_key(name) for name in (*MARKETS, *own)}
        for name, share in enterprise.markets.items():
            if not name.strip():
                yield Fault("market_without_name", ("markets", name), {"share": share})
            elif market_key(name) not in keys and not is_country(name):
                known = tuple(dict.fromkeys((*MARKETS, *own)))
                fields = {"market": name, "known": known, "names": MARKETS}
                yield Fault("unknown_market", ("markets", name), fields)
        if enterprise.says_home and enterprise.place is None:
            yield _of_home(enterprise.province, enterprise.city)


def _of_home(province: str, city: str) -> Fault:
    """Return the fault of a home in no known province, at that which was said."""
    part, places = ("province", provinces()) if province else ("city", cities())
    names = {name: {"zh": zh} for name, zh in places}
    fields = {part: province or city, "known": tuple(names), "names": names}
    return Fault(f"unknown_{part}", ("home", part), fields)


_OTHER_SECTOR = {"en": "another sector", "zh": "其他行业"}
