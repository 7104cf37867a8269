"""The filters and the order of the list of parks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.http.numbers import typed_number
from api.pages.parks.park_list import ParkLine, in_order
from api.parks.land import DOLLARS
from mcda.plain import Plain

KNOWN = ("yes", "no", "all")
Key = Callable[[ParkLine], Any]
_KEYS: Mapping[str, Key] = {
    "price": lambda line: None if line.price is None else line.price.value,
    "us": lambda line: None if (duty := line.duties["US"]) is None else (duty.mode, duty.high),
    "eu": lambda line: None if (duty := line.duties["EU"]) is None else (duty.mode, duty.high),
    "known": lambda line: (line.known, line.carried),
}
SORTS = ("price", "us", "eu", "known", "name")
_MOST_FIRST = ("known",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters that a reader sets."""

    country: str = ""
    """An id; empty for all."""
    sector: str = ""
    """On whose goods duties are said; empty for the average product."""
    stated: bool = False
    """Whether only parks are wanted for which a source names that sector."""
    price: str = ""
    """A ceiling as it was typed, and what it is counted in."""
    unit: str = DOLLARS
    """A ceiling as it was typed, and what it is counted in."""
    scorable: str = "yes"
    """``yes``: only parks that can be ranked; ``no``: only the others; ``all``."""
    factories: bool = False
    """Whether only parks are wanted for which a source speaks of standard factories."""
    sort: str = "price"
    """One of `SORTS`, and whether the other way round."""
    is_turned: bool = False
    """One of `SORTS`, and whether the other way round."""

    @property
    def ceiling(self) -> float | None:
        """The ceiling as a number above 0; None if it is not such a number."""
        try:
            price = typed_number(self.price)
        except ValueError:
            return None
        return price if price > 0 else None

    @property
    def is_wrong(self) -> bool:
        """Whether the ceiling is no number."""
        return bool(self.price) and self.ceiling is None

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter differs from the default."""
        narrowing = (self.country, self.sector, self.price, self.factories, self.scorable != "yes")
        return any(narrowing)

    def address(self, **changed: Any) -> str:
        """Return the list's address with some changes; defaults are left out."""
        values = {name: getattr(self, name) for name in self.__slots__} | changed
        usual = Filters()
        sort = "-" * values.pop("is_turned") + values.pop("sort")
        query = {
            name: "yes" if value is True else value
            for name, value in values.items()
            if value != getattr(usual, name) and (name != "unit" or values["price"])
        }
        if sort != usual.sort:
            query["sort"] = sort
        return "/parks" + (f"?{urlencode(query)}" if query else "")

    def turned(self, sort: str) -> str:
        """Return the address of the list sorted by a column, reversed if sorted so already."""
        return self.address(sort=sort, is_turned=sort == self.sort and not self.is_turned)

    def direction(self, sort: str) -> str:
        """Return the order of a column as a value of ``aria-sort``; empty if not sorted by it."""
        if sort != self.sort:
            return ""
        return "descending" if self.is_turned != (sort in _MOST_FIRST) else "ascending"


def filters_asked(query: QueryParams, sectors: Sequence[str]) -> Filters:
    """Return the filters of a query; unknown names of countries are kept."""
    sort = query.get("sort", "")
    sector, scorable = query.get("sector", ""), query.get("scorable", "yes")
    return Filters(
        country=query.get("country", ""),
        sector=sector if sector in sectors else "",
        stated=query.get("stated") == "yes" and sector in sectors,
        price=query.get("price", "").strip(),
        unit=query.get("unit", DOLLARS),
        scorable=scorable if scorable in KNOWN else "all",
        factories=query.get("factories") == "yes",
        sort=sort.lstrip("-") if sort.lstrip("-") in SORTS else "price",
        is_turned=sort.startswith("-") and sort.lstrip("-") in SORTS,
    )


def filter_lines(every: Sequence[ParkLine], asked: Filters, units: Mapping[str, float]) -> Plain:
    """Return the ``lines`` that pass, in order, and the numbers left out by a single unknown.

    ``unpriced`` fit but for a ceiling that nobody can hold them to, since no price is on record;
    ``unranked`` fit but that too little is known of them.
    """
    near = [
        line
        for line in every
        if asked.country in ("", line.park.country)
        and (line.states_sector or not asked.stated)
        and (line.factories or not asked.factories)
    ]
    states = {"yes": (True,), "no": (False,)}.get(asked.scorable, (True, False))
    below, unpriced = near, 0
    if asked.ceiling is not None:
        most = asked.ceiling / units.get(asked.unit, 1.0)
        below = [line for line in near if line.price and (line.price.value or 0.0) <= most]
        unpriced = sum(line.price is None for line in near if line.scorable in states)
    return {
        "lines": _sorted([line for line in below if line.scorable in states], asked),
        "unpriced": unpriced,
        "unranked": sum(not line.scorable for line in below) if asked.scorable == "yes" else 0,
    }


def _sorted(lines: Sequence[ParkLine], asked: Filters) -> list[ParkLine]:
    """Return rows sorted by a column; rows without a value are always at the end."""
    if asked.sort == "name":
        return sorted(lines, key=lambda line: in_order(line.name), reverse=asked.is_turned)
    key = _KEYS[asked.sort]
    there = [line for line in lines if key(line) is not None]
    there.sort(key=key, reverse=asked.is_turned != (asked.sort in _MOST_FIRST))
    return there + [line for line in lines if key(line) is None]
