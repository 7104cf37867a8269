"""What an answer warns each enterprise of a portfolio of; each distinct fact is looked at once."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from api.language import Language
from api.rankings.finding import labels, warning
from mcda.errors import Note
from mcda.parks import Appraisal, Catalogue, Enterprise
from mcda.parks.criteria import counted
from mcda.parks.criteria.freight_cost import HIGHEST_SHARE, freight_cost
from mcda.parks.criteria.hometown_ties import hometown_ties
from mcda.parks.criteria.trade_cost_exposure import trade_cost_exposure
from mcda.parks.enterprise import DEAREST_CONTAINER
from mcda.parks.evidence import Finding
from mcda.parks.model import Country
from mcda.parks.remarks import remarks
from mcda.parks.sales import parts
from mcda.parks.scenario import HOST

Plain = dict[str, Any]
Notes = Callable[[], Iterable[Note]]
_ENTERPRISE = ("enterprise",)
_OF_TODAY = "evidence_stale"
"""Depends on the day, which the record of a portfolio does not hold."""


class Cautions:
    """Warnings of enterprises that look at the same parks.

    Parameters
    ----------
    nobody
        The parks as nobody in particular sees them.
    catalogue
        Where they come from.
    own
        Park and criterion of the figures that the user gave: they leave nothing open.
    language
        Of sentences.
    """

    def __init__(
        self,
        nobody: Appraisal,
        catalogue: Catalogue,
        own: Iterable[tuple[str, str]],
        language: Language,
    ) -> None:
        self._nobody, self._catalogue, self._language = nobody, catalogue, language
        self._names = labels(nobody, language)
        self._parks = [catalogue.parks[park] for park in nobody.alternative_ids]
        self._criteria = frozenset(nobody.criterion_ids)
        self._country = catalogue.countries[self._parks[0].country]
        self._dearest_journey = catalogue.freight.top
        figures = frozenset(own)
        self._seen = {
            criterion: [park for park in self._parks if (park.id, criterion) not in figures]
            for criterion in self._criteria
        }
        self._known: dict[Hashable, dict[str, Plain]] = {}
        self._common: dict[str, Plain] = {}
        self._unaccounted: dict[float | None, list[Note]] = {}

    def of(self, enterprise: Enterprise) -> list[Plain]:
        """Return the warnings about what an enterprise says or leaves unsaid."""
        found: dict[str, Plain] = {}
        for key, notes in self._parts(enterprise):
            if key not in self._known:
                self._known[key] = self._sorted(notes())
            found.update(self._known[key])
        return list(found.values())

    def of_all(self) -> list[Plain]:
        """Return the warnings about parks and duties, those met with any enterprise so far."""
        found = (note for note in self._nobody.notes if note.code != _OF_TODAY)
        self._sorted(note for note in found if note.path[:1] != _ENTERPRISE)
        return list(self._common.values())

    def _sorted(self, notes: Iterable[Note]) -> dict[str, Plain]:
        """Return warnings about the enterprise by what they say; keep the others for all."""
        own: dict[str, Plain] = {}
        for note in notes:
            said = warning(note, self._language, self._names)
            (own if note.path[:1] == _ENTERPRISE else self._common)[said["detail"]] = said
        return own

    def _parts(self, enterprise: Enterprise) -> Iterator[tuple[Hashable, Notes]]:
        """Yield facts that bring notes of their own, each with how to get these."""
        said = (enterprise.sectors, enterprise.needs_standard_factory, enterprise.intent)
        yield said, partial(self._remarks, enterprise)
        yield (enterprise.province, enterprise.city), partial(self._home, enterprise)
        yield from self._sales(enterprise)

    def _remarks(self, enterprise: Enterprise) -> Iterable[Note]:
        return remarks(enterprise, self._parks, None, counted(self._criteria))

    def _home(self, enterprise: Enterprise) -> Iterable[Note]:
        ladder = self._catalogue.ladders["hometown_ties"]
        for park in self._seen.get("hometown_ties", ())[:1]:  # the same for every park
            yield from hometown_ties(enterprise, park, ladder).notes

    def _sales(self, enterprise: Enterprise) -> Iterator[tuple[Hashable, Notes]]:
        """Yield the sales to each market, and those that no market accounts for, by themselves.

        What is open of each is open of all together; only where the value of a container is so
        small that freight may be cut does that depend on all at once.
        """
        markets, value = enterprise.markets, enterprise.container_value
        if markets and value and value * HIGHEST_SHARE < 100 * self._dearest_journey:
            yield (tuple(markets.items()), value), partial(self._costs, markets, value)
            return
        value = value and DEAREST_CONTAINER
        if not markets:
            yield (None, value), partial(self._costs, {}, value)
            return
        for part in parts(enterprise, self._country, lambda _: None):
            if part.market is None:
                share = round(part.share, 6)
                yield (share, value), partial(self._open, share, value)
            else:
                yield (part.market, value), partial(self._costs, {part.market: 1.0}, value)

    def _open(self, share: float, value: float | None) -> Iterator[Note]:
        if value not in self._unaccounted:
            self._unaccounted[value] = list(self._costs({HOST: 0.0}, value))
        for note in self._unaccounted[value]:
            yield (
                replace(note, fields={**note.fields, "share": share})
                if (note.code == "share_not_accounted")
                else note
            )

    def _costs(self, markets: Mapping[str, float], value: float | None) -> Iterator[Note]:
        sold = Enterprise(markets=markets, container_value=value)
        for criterion, cost in (("trade_cost_exposure", self._trade), ("freight_cost", self._sea)):
            for country in dict.fromkeys(park.country for park in self._seen.get(criterion, ())):
                yield from cost(sold, self._catalogue.countries[country]).notes

    def _trade(self, part: Enterprise, country: Country) -> Finding:
        return trade_cost_exposure(part, country, self._nobody.scenario, self._catalogue.freight)

    def _sea(self, part: Enterprise, country: Country) -> Finding:
        return freight_cost(part, country, self._catalogue.freight)
