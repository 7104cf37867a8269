"""How far the winner of one weighting is behind that of another, criterion by criterion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.explain import gaps
from mcda.plain import Size
from mcda.ranking import Ranking
from mcda.texts import Label
from mcda.texts.figures import Rounding, apportioned

_NAMED = 3
"""Criteria that a sentence names before it takes the rest together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnerGap:
    """What keeps somebody else's winner from being first under a weighting.

    Parameters
    ----------
    under
        Name of the weighting that is asked.
    first
        Its winner, of several the first of its order.
    alternative
        The winner of others.
    wanted_by
        Names of those others.
    gap
        How far the alternative is behind, above 0, in the unit of the score.
    gaps
        What each criterion adds to that, below 0 where the alternative is ahead; they sum to the
        gap. None where the method declares no attribution.
    """

    under: str
    first: str
    alternative: str
    wanted_by: tuple[str, ...]
    gap: Size
    gaps: Mapping[str, float] | None
    told: ClassVar = ("name", "sentence")

    @property
    def name(self) -> Note:
        """Of the alternative."""
        return Note.naming(self.alternative)

    @property
    def sentence(self) -> Note:
        """The gap in words, the criteria that count most first; shown parts add up to it."""
        gap, parts = shown(self.gap, self.gaps)
        fields = {
            "under": self.under,
            "first": Label(self.first),
            "alternative": self.alternative,
            "gap": gap,
        }
        if not parts:
            return Note("winner_gap", (), fields)
        figures = {key: float(part) for key, part in parts.items() if float(part)}
        ordered = sorted(figures, key=lambda key: -abs(figures[key]))
        named = ordered if len(ordered) == _NAMED + 1 else ordered[:_NAMED]
        told: list[Note] = [
            Note("winner_gap_part", (), {"criterion": key, "part": parts[key]}) for key in named
        ]
        if len(named) < len(ordered):
            told.append(Note("winner_gap_rest", (), {"part": _rest(parts, named, gap)}))
        return Note("winner_gap_by_criterion", (), {**fields, "parts": told})


def shown(gap: float, parts: Mapping[str, float] | None) -> tuple[str, dict[str, str]]:
    """Return a gap and its parts as they are shown: the shown parts sum to the shown gap.

    Parameters
    ----------
    gap, parts
        Of a `WinnerGap`; no parts are shown of a method without an attribution.
    """
    rounding = Rounding.showing(gap)
    total = rounding.units(gap)
    if parts is None:
        return rounding.text(total), {}
    units = apportioned([rounding.exactly(part) for part in parts.values()], total)
    told = zip(parts, units, strict=True)
    return rounding.text(total), {key: rounding.text(n, "+" if n else "") for key, n in told}


def _rest(parts: Mapping[str, str], named: Sequence[str], gap: str) -> str:
    """Return the shown sum of the parts that are not named, with as many digits as the gap."""
    decimals = len(gap.partition(".")[2])
    rest = sum(float(part) for key, part in parts.items() if key not in named)
    return format(rest, f"+z.{decimals}f")


def winner_gaps(rankings: Mapping[str, Ranking]) -> tuple[WinnerGap, ...]:
    """Return, for each weighting, how far the winners of those it shares none with are behind.

    Parameters
    ----------
    rankings
        Of the same alternatives by one method, by the name of their weighting.

    Returns
    -------
    tuple of WinnerGap
        By weighting, then in the order of those that want the alternative.
    """
    return tuple(gap for name in rankings for gap in _under(name, rankings))


def _under(name: str, rankings: Mapping[str, Ranking]) -> Iterator[WinnerGap]:
    ranking = rankings[name]
    own = set(ranking.winners)
    wanted: dict[str, list[str]] = {}
    for other, theirs in rankings.items():
        if own.isdisjoint(theirs.winners):
            wanted.setdefault(theirs.winners[0], []).append(other)
    if not wanted:
        return
    found, ids = gaps(ranking), ranking.matrix.alternatives
    first = ranking.order[0]
    sign = -1.0 if ranking.prepared.lower_is_better else 1.0
    for alternative, names in wanted.items():
        row = ids.index(alternative)
        yield WinnerGap(
            under=name,
            first=ids[first],
            alternative=alternative,
            wanted_by=tuple(names),
            gap=sign * float(ranking.scores[first] - ranking.scores[row]),
            gaps=None
            if found is None
            else dict(zip(found.criteria, found.values[row].tolist(), strict=True)),
        )
