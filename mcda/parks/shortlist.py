"""The rule of one tenant: a short list by all criteria except the price, then the lowest price."""

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
    """

    kept: tuple[str, ...]
    """Ids of the parks on the list, the best by all else first."""
    order: tuple[str, ...]
    """The same from the lowest price on; of whom no price is known at the end."""
    level: tuple[str, ...]
    """Those whose price may be as low as that of the first, by the bounds of both."""
    without_price: tuple[str, ...]
    """Those of whom no price is known: to be asked for."""
    count: Count
    """How many were wanted; ties make it longer."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """What comes of it."""
        fields = {"first": Label(self.order[0]), "kept": [Label(name) for name in self.kept]}
        code = "shortlist_level" if len(self.level) > 1 else "shortlist"
        return Note(code, (), {**fields, "level": [Label(name) for name in self.level]})


def shortlist(ranking: Ranking, view: Appraisal, count: int = DEFAULT_COUNT) -> Shortlist | None:
    """Return the short list by all criteria except the price, sorted by price.

    None if the price is not a criterion or is the only one with a weight, or if not more than
    `count` parks are ranked.
    """
    weights = ranking.weights.as_dict()
    others = {name: weight for name, weight in weights.items() if name != PRICE}
    if PRICE not in weights or not any(others.values()) or len(ranking.order) <= count:
        return None
    names = ranking.weights.criteria
    vector = WeightVector.normalised(names, {name: others.get(name, 0.0) for name in names})
    reranked = rank(ranking.problem, vector, ranking.method, excluded=ranking.excluded)
    ids, ranks = reranked.matrix.alternatives, reranked.ranks.tolist()
    listed = tuple(ids[i] for i in reranked.order if ranks[i] <= count)  # with whom they tie
    cells = {name: view.evidence[name][PRICE] for name in listed}
    priced = [name for name in listed if cells[name].value is not None]
    if not priced:
        return None
    order = sorted(priced, key=lambda name: (cells[name].value or 0.0, listed.index(name)))
    highest = cells[order[0]].high or 0.0
    unknown = tuple(name for name in listed if name not in priced)
    return Shortlist(
        kept=listed,
        order=(*order, *unknown),
        level=tuple(name for name in order if (cells[name].low or 0.0) <= highest),
        without_price=unknown,
        count=count,
    )
