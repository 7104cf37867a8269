"""What an answer warns each enterprise of a portfolio of; each distinct fact is looked at once."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from api.localisation import encode
from api.rankings.finding import finding
from mcda.errors import Note
from mcda.parks import Appraisal, Catalogue, Enterprise
from mcda.parks.criteria import CriterionView, counted
from mcda.parks.criteria.freight_cost import HIGHEST_SHARE, freight_cost
from mcda.parks.criteria.hometown_ties import hometown_ties
from mcda.parks.criteria.trade_cost_exposure import trade_cost_exposure
from mcda.parks.enterprise import DEAREST_CONTAINER
from mcda.parks.evidence import CellFinding
from mcda.parks.model import Country
from mcda.parks.remarks import remarks
from mcda.parks.sales import parts
from mcda.parks.scenario import HOST

_MADE = ("sectors", "hs_chapters", "chinese_parts")
Plain = dict[str, Any]
Notes = Callable[[], Iterable[Note]]
_ENTERPRISE = ("enterprise",)
_OF_TODAY = "evidence_stale"
"""Depends on the day, which the record of a portfolio does not hold."""


class PortfolioWarnings:
    """Warnings of enterprises that look at the same parks.

    Parameters
    ----------
    nobody
        The parks as nobody in particular sees them.
    catalogue
        Where they come from.
    own
        Park and criterion of the figures that the user gave: they leave nothing open.
    """

    def __init__(
        self,
        nobody: Appraisal,
        catalogue: Catalogue,
        own: Iterable[tuple[str, str]],
    ) -> None:
        self._nobody, self._catalogue = nobody, catalogue
        self._parks = [catalogue.parks[park] for park in nobody.alternative_ids]
        self._criteria = frozenset(nobody.criterion_ids)
        self._country = catalogue.countries[self._parks[0].country]
        self._dearest_journey = catalogue.freight.top
        figures = frozenset(own)
        self._seen = {
            criterion: [park for park in self._parks if (park.id, criterion) not in figures]
            for criterion in self._criteria
        }
        self.known: list[Plain] = []
        self._numbers: dict[bytes, int] = {}
        self._seen_before: dict[Hashable, list[int]] = {}
        self._common: dict[bytes, Plain] = {}
        self._without_market: dict[Hashable, list[Note]] = {}

    def of(self, enterprise: Enterprise) -> list[int]:
        """Return the numbers, in `known`, of warnings about what an enterprise says or does not."""
        found: dict[int, None] = {}
        for key, notes in self._parts(enterprise):
            if key not in self._seen_before:
                self._seen_before[key] = self._sorted(notes())
            found.update(dict.fromkeys(self._seen_before[key]))
        return list(found)

    def of_all(self) -> list[Plain]:
        """Return the warnings about parks and duties, those met with any enterprise so far."""
        found = (note for note in self._nobody.notes if note.code != _OF_TODAY)
        self._sorted(note for note in found if note.path[:1] != _ENTERPRISE)
        return list(self._common.values())

    def _sorted(self, notes: Iterable[Note]) -> list[int]:
        """Return the numbers of warnings about the enterprise; keep the others for all."""
        own = []
        for note in notes:
            said, told = finding(note), encode(note)
            if note.path[:1] != _ENTERPRISE:
                self._common[told] = said
                continue
            if told not in self._numbers:
                self._numbers[told] = len(self.known)
                self.known.append(said)
            own.append(self._numbers[told])
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
        made = {name: getattr(enterprise, name) for name in _MADE}
        if markets and value and value * HIGHEST_SHARE < 100 * self._dearest_journey:
            sold = Enterprise(**made, markets=markets, container_value=value)
            yield _facts(sold), partial(self._costs, sold)
            return
        made["container_value"] = value and DEAREST_CONTAINER
        if not markets:
            sold = Enterprise(**made)
            yield _facts(sold), partial(self._costs, sold)
            return
        for part in parts(enterprise, self._country, lambda _: None):
            if part.market is None:
                sold, share = Enterprise(**made, markets={HOST: 0.0}), round(part.share, 6)
                yield (share, *_facts(sold)), partial(self._open, share, sold)
            else:
                sold = Enterprise(**made, markets={part.market: 1.0})
                yield _facts(sold), partial(self._costs, sold)

    def _open(self, share: float, sold: Enterprise) -> Iterator[Note]:
        for note in self._unaccounted(_facts(sold), sold):
            yield (
                replace(note, fields={**note.fields, "share": share})
                if (note.code == "share_not_accounted")
                else note
            )

    def _unaccounted(self, facts: Hashable, sold: Enterprise) -> list[Note]:
        if facts not in self._without_market:
            self._without_market[facts] = list(self._costs(sold))
        return self._without_market[facts]

    def _costs(self, sold: Enterprise) -> Iterator[Note]:
        for criterion, cost in (("trade_cost_exposure", self._trade), ("freight_cost", self._sea)):
            for country in dict.fromkeys(park.country for park in self._seen.get(criterion, ())):
                yield from cost(sold, self._catalogue.countries[country]).notes

    def _trade(self, sold: Enterprise, country: Country) -> CellFinding:
        nobody = self._nobody
        view = CriterionView(
            catalogue=self._catalogue,
            enterprise=sold,
            scenario=nobody.scenario,
            today=nobody.today,
        )
        return trade_cost_exposure(view, country)

    def _sea(self, part: Enterprise, country: Country) -> CellFinding:
        return freight_cost(part, country, self._catalogue.freight)


def _facts(sold: Enterprise) -> tuple[Hashable, ...]:
    """Return what of an enterprise the notes on its trade cost depend on."""
    made = (getattr(sold, name) for name in _MADE)
    return (tuple(sold.markets.items()), sold.container_value, *made)
