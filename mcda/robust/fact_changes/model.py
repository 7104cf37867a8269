"""What a change of one fact does to the first place, as a frozen result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcda.errors import Note
from mcda.texts.figures import native

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 12  # of a share


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A value of a cell past which another alternative is first.

    Parameters
    ----------
    value
        In the criterion's unit. At it the two draw level, or the order jumps, or ranks part that
        were level before.
    winner
        Who is first just past it.
    share
        Part of the criterion's range that the cell moves to get there; where there is no range,
        of its own value, or of the stretch searched where that value is 0. At least 0.
    """

    value: float
    winner: str
    share: float


def _moved(threshold: Threshold) -> float:
    """Return the share by which thresholds compare: equal where only rounding differs."""
    return round(threshold.share, _DIGITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """The nearest values of one cell at which the first place changes, all else as it is.

    Parameters
    ----------
    alternative, criterion, unit
        Which cell, and the unit of its numbers.
    value
        Its headline.
    low, high
        Bounds that the cell states itself; None where it is one number.
    below, above
        The nearest change on either side; None where there is none as far as was searched.
    searched
        Lowest and highest value searched.
    winner
        Who is first at the headline.
    exact
        True: thresholds are accurate to rounding and nothing changes nearer by, but for single
        values on both sides of which all is as before. False: found by trying values as
        `mcda.robust.fact_changes.searched` says; what comes and goes between two of them is missed.
    """

    alternative: str
    criterion: str
    unit: str
    value: float
    low: float | None
    high: float | None
    below: Threshold | None
    above: Threshold | None
    searched: tuple[float, float]
    winner: str
    exact: bool

    @property
    def nearest(self) -> Threshold | None:
        """The change that moves the cell less; None where there is none."""
        sides = [side for side in (self.below, self.above) if side is not None]
        return min(sides, key=_moved, default=None)

    def within_bounds(self, threshold: Threshold) -> bool:
        """Tell whether the cell's own stated bounds reach past a threshold.

        One at the very end of the search is a jump there, which bounds up to there include.
        """
        if self.low is None or self.high is None:
            return False
        at, (lowest, highest) = threshold.value, self.searched
        if threshold is self.below:
            return self.low < at or self.low == at == lowest
        return at < self.high or at == self.high == highest

    def note(self, names: Mapping[str, str], threshold: Threshold | None = None) -> Note:
        """Return the finding as a sentence can be made of it.

        Parameters
        ----------
        names
            Labels of criteria and alternatives by id, and of units by ``"unit:"`` and the unit; the
            id or unit itself where there is none.
        threshold
            Of this fact; the nearest where left out.
        """
        found = threshold or self.nearest
        fields = {
            "alternative": names.get(self.alternative, self.alternative),
            "criterion": names.get(self.criterion, self.criterion),
            "winner": names.get(self.winner, self.winner),
        }
        if found is None:
            low, high = self._amounts(names, *self.searched)
            code = "fact_change_none" if self.exact else "fact_change_none_found"
            return Note(code, (), {**fields, "low": low, "high": high})
        value, at, *stated = self._amounts(names, self.value, found.value, *self._stated)
        side = "below" if found is self.below else "above"
        code = f"fact_change_at_once_{side}" if at == value else f"fact_change_{side}"
        becomes = names.get(found.winner, found.winner)
        told = {**fields, "value": value, "threshold": at, "winner_becomes": becomes}
        searched = None if self.exact else Note("fact_change_searched")
        if not stated:
            return Note(code, (), told, searched)
        reach = "within" if self.within_bounds(found) else "outside"
        bounds = dict(zip(("low", "high"), stated, strict=True))
        return Note(code, (), told, Note(f"fact_change_{reach}", (), bounds, searched))

    @property
    def _stated(self) -> tuple[float, ...]:
        return () if self.low is None or self.high is None else (self.low, self.high)

    def _amounts(self, names: Mapping[str, str], *numbers: float) -> list[str]:
        # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
        follows = self.unit and not self.unit[0].isdigit()
        label = names.get(f"unit:{self.unit}", self.unit)
        return [f"{figure} {label}" if follows else figure for figure in native(*numbers)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChanges:
    """Changes of every cell that the method reads.

    Parameters
    ----------
    facts
        Alternative by alternative, each in the order of the criteria.
    """

    facts: tuple[FactChange, ...]

    @property
    def nearest(self) -> tuple[FactChange, ...]:
        """The cells that can change the first place, the least moved first."""
        found = [(_moved(fact.nearest), fact) for fact in self.facts if fact.nearest is not None]
        return tuple(fact for _, fact in sorted(found, key=lambda pair: pair[0]))

    def to_frame(self) -> "pd.DataFrame":
        """Return from which values of each cell another alternative is first, one row a cell.

        Alternatives and criteria become the index. Columns: ``value``; ``low``, ``high``
        (stated bounds); ``below``, ``above`` (thresholds) and ``winner_below``,
        ``winner_above``; ``share`` of the range or of the value to the nearer one;
        ``exact``. NaN and None where there is none.
        """
        import pandas as pd

        facts = self.facts
        sides = [(fact.below, fact.above, fact.nearest) for fact in facts]
        numbers = {
            "value": [fact.value for fact in facts],
            "low": [fact.low for fact in facts],
            "high": [fact.high for fact in facts],
            "below": [below and below.value for below, _, _ in sides],
            "above": [above and above.value for _, above, _ in sides],
        }
        places = [(fact.alternative, fact.criterion) for fact in facts]
        index = pd.MultiIndex.from_tuples(places, names=["alternative", "criterion"])
        columns = {name: pd.Series(found, index, dtype=float) for name, found in numbers.items()}
        winners = {
            "winner_below": [below and below.winner for below, _, _ in sides],
            "winner_above": [above and above.winner for _, above, _ in sides],
        }
        # An array of objects would become text, in which None is NaN.
        columns |= {name: pd.Series(found, index, dtype=object) for name, found in winners.items()}
        shares = [least and least.share for _, _, least in sides]
        columns["share"] = pd.Series(shares, index, dtype=float)
        columns["exact"] = pd.Series([fact.exact for fact in facts], index, dtype=bool)
        return pd.DataFrame(columns, index=index)
