"""What waiting costs: the enterprise's own loss a month, by the months to production in a park."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.parks.appraisal import Appraisal
from mcda.parks.catalogue import Catalogue
from mcda.parks.screen_verdicts import BUILDING
from mcda.texts import Label

SPEED = "speed_to_operation"
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Months before production in a park, and what they cost.

    Parameters
    ----------
    alternative
        Its id.
    months_low, months_high
        Until production begins, by the level of what stands there; ``months_high`` is None where
        nothing bounds it.
    cost_low, cost_high
        The same in USD, by the enterprise's loss a month.
    """

    alternative: str
    months_low: float
    months_high: float | None
    cost_low: float
    cost_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What waiting costs the enterprise, beside the ranking and no part of it.

    Parameters
    ----------
    per_month
        USD that it loses each month before it produces abroad, by its own word.
    parks
        Those that a verdict names, the first first; without those of whose land nothing is known.
    unknown
        Ids of the latter: to be asked when production could begin.
    """

    per_month: float
    parks: tuple[Wait, ...]
    unknown: tuple[str, ...]
    told: ClassVar = ("sentences",)

    @property
    def sentences(self) -> tuple[Note, ...]:
        """That asking on costs as well, then each park with its months and costs."""
        return (Note("delay", (), {"per_month": self.per_month}), *self._waits())

    def _waits(self) -> Iterator[Note]:
        for wait in self.parks:
            fields = {
                "park": Label(wait.alternative), "low": wait.months_low, "cost_low": wait.cost_low,
            }  # fmt: skip
            if wait.months_high is None or wait.cost_high is None:
                yield Note("delay_at_least", (), fields)
            else:
                more = {"high": wait.months_high, "cost_high": wait.cost_high}
                yield Note("delay_between", (), {**fields, **more})
        for park in self.unknown:
            yield Note("delay_unknown", (), {"park": Label(park)})


def delay(catalogue: Catalogue, view: Appraisal, parks: Iterable[str]) -> Delay | None:
    """Return what the months before production cost in parks, or None where no loss was stated.

    A factory that stands is ready within the year that building takes at least; one's own on
    developed plots takes as long as `BUILDING` states; undeveloped land at least so long.

    Parameters
    ----------
    catalogue
        Its ratings of `speed_to_operation`.
    view
        Whose view it is.
    parks
        Ids of those to be told of, in this order.
    """
    per_month = view.enterprise.delay_cost
    if per_month is None:
        return None
    waits, unknown = [], []
    for park in parks:
        level = _level(catalogue, view, park)
        if level is None:
            unknown.append(park)
            continue
        low, high = _months(catalogue, level)
        waits.append(
            Wait(
                alternative=park,
                months_low=low,
                months_high=high,
                cost_low=low * per_month,
                cost_high=None if high is None else high * per_month,
            )
        )
    return Delay(per_month=per_month, parks=tuple(waits), unknown=tuple(unknown))


def _level(catalogue: Catalogue, view: Appraisal, park: str) -> float | None:
    """Return the level of a park, by the user's own figure where it is compared by it."""
    seen = view.evidence[park].get(SPEED)
    if seen is not None and seen.value is not None:
        return seen.value
    rating = catalogue.ratings.get((park, SPEED))
    return None if rating is None else rating.mode


def _months(catalogue: Catalogue, level: float) -> tuple[float, float | None]:
    ladder, building = catalogue.ladders[SPEED], catalogue.claims[BUILDING]
    least = _MONTHS * (building.low or 0.0)
    if level >= ladder.level("factories").value:
        return 0.0, least
    most = None if building.high is None else _MONTHS * building.high
    return least, most if level >= ladder.level("plots").value else None
