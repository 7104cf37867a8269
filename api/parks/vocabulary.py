"""The known sectors, markets and home places, and faults of unknown ones in an enterprise."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from mcda.errors import Fault
from mcda.parks import Catalogue, Enterprise
from mcda.parks.markets import HOST, is_market, market_key, market_name, markets
from mcda.parks.places import cities, provinces
from mcda.parks.sectors import sectors, sectors_called

OTHER = "other"
Text = Mapping[str, str]
MARKETS: Mapping[str, Text] = {
    **markets(),
    HOST: market_name(HOST),
    OTHER: {"en": "all other markets", "zh": "其他市场"},
}
"""Markets on offer, by id with their names; countries may be named beside them."""
GREAT_MARKETS = ("US", "EU", HOST, "CN", "ASEAN", "UK", "JP", "MX", OTHER)
"""In the order in which exporters name them."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The sectors that a request may name, by id with the name."""

    sectors: Mapping[str, Text]
    """Those with a name, those that some park names alone, and `OTHER`."""

    @classmethod
    def of(cls, catalogue: Catalogue) -> Self:
        """Return the vocabulary of a catalogue."""
        park_sectors = (name for park in catalogue.parks.values() for name in park.sectors)
        unnamed: dict[str, Text] = {
            name: {"en": name, "zh": name} for name in park_sectors if name not in sectors()
        }
        return cls({**sectors(), **unnamed, OTHER: _OTHER_SECTOR})

    def faults(self, enterprise: Enterprise, own: Collection[str] = ()) -> Iterator[Fault]:
        """Yield a fault for each unknown sector and market, and for an unknown home."""
        for place, name in enumerate(enterprise.sectors):
            if name not in self.sectors:
                fields = {"sector": name, "known": tuple(self.sectors), "names": self.sectors}
                meant = sectors_called(name.replace("_", " "))
                yield Fault("unknown_sector", ("sectors", place), {**fields, "meant": meant})
        keys = {OTHER.upper(), HOST, *map(market_key, own)}
        for name, share in enterprise.markets.items():
            if not name.strip():
                yield Fault("market_without_name", ("markets", name), {"share": share})
            elif market_key(name) not in keys and not is_market(name):
                known = tuple(dict.fromkeys((*MARKETS, *own)))
                fields = {"market": name, "known": known, "names": MARKETS}
                yield Fault("unknown_market", ("markets", name), fields)
        if enterprise.says_home and enterprise.place is None:
            home = enterprise.province or enterprise.city
            part, places = ("province", provinces()) if enterprise.province else ("city", cities())
            names = {name: {"zh": zh} for name, zh in places}
            fields = {part: home, "known": tuple(names), "names": names}
            yield Fault(f"unknown_{part}", ("home", part), fields)


_OTHER_SECTOR = {"en": "another sector", "zh": "其他行业"}
