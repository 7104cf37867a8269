"""The cost of waiting: the enterprise's loss per month, by the months to production in a park."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.parks.appraisal import Appraisal
from mcda.parks.catalogue import Catalogue
from mcda.texts import Label

SPEED = "speed_to_operation"
BUILDING = "sheng.screen.own_factory_years"
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Months before production in a park, and what they cost."""

    alternative: str
    """Its id."""
    months_low: float
    """Until production begins, by the level of what stands there; ``months_high`` is None where
    nothing bounds it."""
    months_high: float | None
    """Until production begins, by the level of what stands there; ``months_high`` is None where
    nothing bounds it."""
    cost_low: float
    """The same in USD, by the enterprise's loss a month."""
    cost_high: float | None
    """The same in USD, by the enterprise's loss a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What waiting costs the enterprise, beside the ranking and no part of it."""

    per_month: float
    """USD that it loses each month before it produces abroad, by its own word."""
    parks: tuple[Wait, ...]
    """Those that a verdict names, the first first; without those of whose land nothing is known."""
    unknown: tuple[str, ...]
    """Ids of the latter: to be asked when production could begin."""
    told: ClassVar = ("sentences",)

    @property
    def sentences(self) -> tuple[Note, ...]:
        """That asking on costs as well, then each park with its months and costs."""
        notes = [Note("delay", (), {"per_month": self.per_month})]
        for wait in self.parks:
            fields = {
                "park": Label(wait.alternative), "low": wait.months_low, "cost_low": wait.cost_low,
            }  # fmt: skip
            if wait.months_high is None or wait.cost_high is None:
                notes.append(Note("delay_at_least", (), fields))
            else:
                more = {"high": wait.months_high, "cost_high": wait.cost_high}
                notes.append(Note("delay_between", (), {**fields, **more}))
        notes += [Note("delay_unknown", (), {"park": Label(park)}) for park in self.unknown]
        return tuple(notes)


def delay(catalogue: Catalogue, view: Appraisal, parks: Iterable[str]) -> Delay | None:
    """Return the cost of the months before production in parks, or None without a stated loss.

    An existing factory is ready within the shortest building time; an own factory on developed
    plots takes as long as `BUILDING` states; on undeveloped land at least that long.
    """
    per_month = view.enterprise.delay_cost
    if per_month is None:
        return None
    waits, unknown = [], []
    for park in parks:
        # by the user's own figure where it is compared by it
        evidence, rating = view.evidence[park].get(SPEED), catalogue.ratings.get((park, SPEED))
        level = None if rating is None else rating.mode
        if evidence is not None and evidence.value is not None:
            level = evidence.value
        if level is None:
            unknown.append(park)
            continue
        ladder, building = catalogue.ladders[SPEED], catalogue.claims[BUILDING]
        low, high = _MONTHS * (building.low or 0.0), None
        if level >= ladder.level("factories").value:
            low, high = 0.0, low
        elif level >= ladder.level("plots").value and building.high is not None:
            high = _MONTHS * building.high
        least, most = low * per_month, None if high is None else high * per_month
        wait = Wait(
            alternative=park, months_low=low, months_high=high, cost_low=least, cost_high=most
        )
        waits.append(wait)
    return Delay(per_month=per_month, parks=tuple(waits), unknown=tuple(unknown))
