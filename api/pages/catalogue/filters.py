"""What the list of parks leaves out, and in which order it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.pages.catalogue.park_list import ParkLine, in_order
from api.parks.land import DOLLARS
from api.typed_number import typed_number

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
    """What a reader asks of the list.

    Parameters
    ----------
    country
        An id; empty for all.
    sector
        On whose goods duties are said; empty for the average product.
    stated
        Whether only parks are wanted for which a source names that sector.
    price, unit
        A ceiling as it was typed, and what it is counted in.
    scorable
        ``yes``: only parks that can be ranked; ``no``: only the others; ``all``.
    factories
        Whether only parks are wanted for which a source speaks of standard factories.
    sort, is_turned
        One of `SORTS`, and whether the other way round.
    """

    country: str = ""
    sector: str = ""
    stated: bool = False
    price: str = ""
    unit: str = DOLLARS
    scorable: str = "yes"
    factories: bool = False
    sort: str = "price"
    is_turned: bool = False

    @property
    def ceiling(self) -> float | None:
        """The ceiling as a number above 0; None where it is none."""
        try:
            found = typed_number(self.price)
        except ValueError:
            return None
        return found if found > 0 else None

    @property
    def is_wrong(self) -> bool:
        """Whether the ceiling is no number."""
        return bool(self.price) and self.ceiling is None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the usual is asked for."""
        asked = (self.country, self.sector, self.price, self.factories, self.scorable != "yes")
        return any(asked)

    def address(self, **changed: Any) -> str:
        """Return the list's address with some of it changed, what is usual left out."""
        asked = {name: getattr(self, name) for name in self.__slots__} | changed
        usual = Filters()
        sort = "-" * asked.pop("is_turned") + asked.pop("sort")
        said = {
            name: "yes" if value is True else value
            for name, value in asked.items()
            if value != getattr(usual, name) and (name != "unit" or asked["price"])
        }
        if sort != usual.sort:
            said["sort"] = sort
        return "/parks" + (f"?{urlencode(said)}" if said else "")

    def turned(self, sort: str) -> str:
        """Return the address of the list by a column, the other way round where it is by that."""
        return self.address(sort=sort, is_turned=sort == self.sort and not self.is_turned)

    def direction(self, sort: str) -> str:
        """Return how the list stands by a column, as ``aria-sort`` says it; empty for not."""
        if sort != self.sort:
            return ""
        return "descending" if self.is_turned != (sort in _MOST_FIRST) else "ascending"


def filters_asked(query: QueryParams, countries: Sequence[str], sectors: Sequence[str]) -> Filters:
    """Return what a query asks for; what it names and the catalogue does not know counts as told.

    Parameters
    ----------
    query
        Of the address.
    countries, sectors
        Ids of those that parks have: another sector is none.
    """
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FilteredParks:
    """What the filters leave.

    Parameters
    ----------
    lines
        In the order asked for.
    unpriced
        How many fit but for a ceiling that nobody can hold them to: no price is on record.
    unranked
        How many fit but that too little is known of them.
    """

    lines: Sequence[ParkLine]
    unpriced: int
    unranked: int


def filter_lines(
    every: Sequence[ParkLine], asked: Filters, units: Mapping[str, float]
) -> FilteredParks:
    """Return the lines that fit, in order, and how many a single doubt leaves out.

    Parameters
    ----------
    every
        All lines.
    asked
        What is asked for.
    units
        How many of each unit one US dollar a square metre is.
    """
    near = [line for line in every if _fits(line, asked)]
    ranked = [line for line in near if _is_known(line, asked.scorable)]
    ceiling = asked.ceiling
    if ceiling is None:
        return FilteredParks(
            lines=_sorted(ranked, asked), unpriced=0, unranked=_unranked(near, asked.scorable)
        )
    most = ceiling / units.get(asked.unit, 1.0)
    below = [line for line in near if line.price is not None and line.price.value <= most]
    return FilteredParks(
        lines=_sorted([line for line in below if _is_known(line, asked.scorable)], asked),
        unpriced=sum(line.price is None for line in ranked),
        unranked=_unranked(below, asked.scorable),
    )


def _fits(line: ParkLine, asked: Filters) -> bool:
    return (
        asked.country in ("", line.park.country)
        and (line.states_sector or not asked.stated)
        and (line.factories or not asked.factories)
    )


def _is_known(line: ParkLine, scorable: str) -> bool:
    return scorable == "all" or line.scorable == (scorable == "yes")


def _unranked(lines: Sequence[ParkLine], scorable: str) -> int:
    return sum(not line.scorable for line in lines) if scorable == "yes" else 0


def _sorted(lines: Sequence[ParkLine], asked: Filters) -> list[ParkLine]:
    """Return lines by a column, those with nothing there at the end whichever way round."""
    if asked.sort == "name":
        return sorted(lines, key=_name, reverse=asked.is_turned)
    key = _KEYS[asked.sort]
    there = [line for line in lines if key(line) is not None]
    there.sort(key=key, reverse=asked.is_turned != (asked.sort in _MOST_FIRST))
    return there + [line for line in lines if key(line) is None]


def _name(line: ParkLine) -> bytes:
    return in_order(line.name)
