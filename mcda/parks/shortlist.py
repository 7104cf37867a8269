"""The rule that a tenant told of: a short list by everything else, then the price decides."""

from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.parks.appraisal import Appraisal
from mcda.plain import Count
from mcda.ranking import Ranking, rank
from mcda.texts import Label
from mcda.weight_vector import WeightVector

PRICE = "land_price"
DEFAULT_COUNT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """A short list by all criteria but the price, in the order of the price.

    It compensates nothing in its second step: a small difference of price decides between parks
    that differ in much else. One of fifteen interviewed tenants described it.

    Parameters
    ----------
    kept
        Ids of the parks on the list, the best by all else first.
    order
        The same from the lowest price on; of whom no price is known at the end.
    level
        Those whose price may be as low as that of the first, by the bounds of both.
    without_price
        Those of whom no price is known: to be asked for.
    count
        How many were wanted; ties make it longer.
    """

    kept: tuple[str, ...]
    order: tuple[str, ...]
    level: tuple[str, ...]
    without_price: tuple[str, ...]
    count: Count
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """What comes of it."""
        fields = {"first": Label(self.order[0]), "kept": [Label(name) for name in self.kept]}
        code = "shortlist_level" if len(self.level) > 1 else "shortlist"
        return Note(code, (), {**fields, "level": [Label(name) for name in self.level]})


def shortlist(ranking: Ranking, view: Appraisal, count: int = DEFAULT_COUNT) -> Shortlist | None:
    """Return the short list by all but the price, in the order of the price.

    Parameters
    ----------
    ranking
        A ranking of the appraisal; its method and its other weights make the list.
    view
        The appraisal, for what is known of prices.
    count
        How long the list is to be.

    Returns
    -------
    Shortlist or None
        None where the price is no criterion or the only one that weighs, or fewer parks are ranked
        than the list is to hold.
    """
    weights = ranking.weights.as_dict()
    others = {name: weight for name, weight in weights.items() if name != PRICE}
    if PRICE not in weights or not any(others.values()) or len(ranking.order) <= count:
        return None
    kept = _kept(ranking, others, count)
    cells = {name: view.evidence[name][PRICE] for name in kept}
    known = [name for name in kept if cells[name].value is not None]
    if not known:
        return None
    order = sorted(known, key=lambda name: (cells[name].value or 0.0, kept.index(name)))
    highest = cells[order[0]].high or 0.0
    unknown = tuple(name for name in kept if name not in known)
    return Shortlist(
        kept=kept,
        order=(*order, *unknown),
        level=tuple(name for name in order if (cells[name].low or 0.0) <= highest),
        without_price=unknown,
        count=count,
    )


def _kept(ranking: Ranking, others: dict[str, float], count: int) -> tuple[str, ...]:
    """Return the first by all but the price, with whom they tie."""
    names = ranking.weights.criteria
    vector = WeightVector.normalised(names, {name: others.get(name, 0.0) for name in names})
    found = rank(ranking.problem, vector, ranking.method, excluded=ranking.excluded)
    ids, ranks = found.matrix.alternatives, found.ranks.tolist()
    return tuple(ids[i] for i in found.order if ranks[i] <= count)
