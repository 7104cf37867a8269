"""Rank by every combination of method, its choices and weighting; find what changes the winner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidProblem, InvalidWeights, Note, UnsuitableData, error_path
from mcda.kernel import closeness_form
from mcda.method import Method, Prepared
from mcda.methods import make_method
from mcda.ranking import Ranking
from mcda.robust.agreement import Ranks, check_names, kendall_to, respecify, winner_shares
from mcda.robust.multiverse.attribution import attribution
from mcda.robust.multiverse.choices import WEIGHTING, key, levels, single_changes
from mcda.robust.multiverse.defensible_methods import defensible_methods
from mcda.robust.multiverse.result import ChangedChoice, Multiverse
from mcda.weight_vector import WeightVector

OWN = "own"
_EQUAL = 1e-12
_LEVEL = 1e-9  # of the largest entry


@checked
def multiverse(
    ranking: Ranking,
    methods: Sequence[str | Method] | None = None,
    weightings: Mapping[str, WeightVector] | None = None,
) -> Multiverse | None:
    """Rank the alternatives of a ranking by every defensible method and weighting.

    Every method is prepared once for all weightings. The winner is kept where one of the answer's
    winners is among the first: a tie counts as kept.

    Parameters
    ----------
    ranking
        A ranking; uncertain cells keep their headline.
    methods
        Names (at their defaults) and configured methods, for the alternatives that passed the
        screens. Left out: all of `mcda.robust.multiverse.defensible_methods` that can take the
        data, without those that are an earlier one's formula under another name, so that no
        formula counts twice. The answer's own method is always the first.
    weightings
        By name. The answer's own weights are always the first, called ``own`` unless they have a
        name among these.

    Returns
    -------
    Multiverse or None
        None with fewer than two alternatives.

    Raises
    ------
    InvalidMethod
        An unknown name, or a method that names other criteria.
    InvalidWeights
        A weighting of other criteria, or another one called ``own``.
    UnsuitableData
        The answer's own method has no finite score under one of the weightings.

    References
    ----------
    Steegen, S., Tuerlinckx, F., Gelman, A. & Vanpaemel, W. (2016). Increasing transparency
    through a multiverse analysis. Perspectives on Psychological Science 11(5), 702-712.
    doi:10.1177/1745691616658637

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.multiverse(mcda.example())
    >>> found.winner_shares
    {'west': 1.0, 'south': 0.0, 'north': 0.0}
    """
    if len(ranking.order) < 2:
        return None
    names, weights = _weights(ranking, weightings or {})
    if methods is None:
        choices = defensible_methods(ranking.method)
    else:
        check_names(methods)
        listed = (make_method(m) if isinstance(m, str) else m for m in methods)
        choices = tuple({key(method): method for method in (ranking.method, *listed)}.values())
    grid = _Grid(ranking, weights)
    for method in choices:
        grid.add(method, once=methods is None)
    return _summed(grid, names)


def _summed(grid: "_Grid", names: tuple[str, ...]) -> Multiverse:
    ranking, order = grid.ranking, list(grid.ranking.order)
    ranks = np.array([grid.found[key(method)] for method in grid.methods])
    k, s, m = ranks.shape
    flat, first = ranks.reshape(k * s, m), ranks == 1
    configurations = [levels(method) for method in grid.methods]
    disagreement, shares = attribution(first / first.sum(2, keepdims=True), configurations)
    changed_by, decisive = grid.single_choices(names)
    winners = winner_shares(flat)[order].tolist()
    return Multiverse(
        names=ranking.problem.names,
        alternatives=ranking.alternatives,
        own_winners=ranking.winners,
        methods=tuple(grid.methods),
        weightings=names,
        ranks=ranks[:, :, order],
        kept=grid.kept(ranks),
        kendall_tau=kendall_to(ranking.ranks, flat).reshape(k, s),
        winner_shares=dict(zip(ranking.alternatives, winners, strict=True)),
        changed_by=changed_by,
        decisive=decisive,
        disagreement=disagreement,
        attribution=shares,
        unavailable=tuple(grid.unavailable),
        same=tuple(grid.same),
    )


class Formulas:
    """The formulas seen so far, each with the place of its first occurrence.

    Two tables of worth rank alike under all weights where their columns differ by constants and
    one common factor: a column's constant is the same for all alternatives. So AHP on numbers is
    the weighted sum under ``sum``, SPOTIS that under ``range``, and TOPSIS with Manhattan
    distances the weighted sum of its own normalisation. Of two distances to an ideal the tables
    of differences must agree but for the factor.
    """

    def __init__(self) -> None:
        self._met: list[tuple[str, float, FloatArray, int]] = []

    def met_at(self, prepared: Prepared, place: int) -> int | None:
        """Return the place of an equal earlier formula; else None, and store this formula."""
        kind, table = _standard(prepared)
        if kind is None:
            return None
        total = float(table.sum())
        for other, sum_, earlier, at in self._met:
            near = other == kind and abs(sum_ - total) <= _LEVEL * table.size
            if near and np.abs(earlier - table).max() <= _LEVEL:
                return at
        self._met.append((kind, total, table, place))
        return None


def _standard(prepared: Prepared) -> tuple[str | None, FloatArray]:
    """Return the kind of formula and its table, without constants and common factor."""
    ratio = closeness_form(prepared)
    if prepared.worth is not None:
        kind, table = "worth", prepared.worth - prepared.worth[:1]
    elif ratio is not None:
        gaps = ratio.best - ratio.oriented, ratio.oriented - ratio.worst
        kind, table = f"ratio {ratio.power} {ratio.inside}", np.stack(gaps)
    else:
        return None, np.empty(0)
    size = float(np.abs(table).max())
    return kind, table / size if size else table


@dataclass(eq=False)
class _Grid:
    """Configurations ranked so far under all weightings, the ranking's own first."""

    ranking: Ranking
    weights: FloatArray
    methods: list[Method] = field(default_factory=list)
    found: dict[str, Ranks] = field(default_factory=dict)
    unavailable: list[tuple[Method, Note]] = field(default_factory=list)
    same: list[tuple[Method, Method]] = field(default_factory=list)
    formulas: Formulas = field(default_factory=Formulas)

    def add(self, method: Method, once: bool) -> None:
        """Rank by a method; with `once`, skip the method if its formula is already present."""
        try:
            prepared, ranks = respecify(self.ranking, method, self.weights)
        except (UnsuitableData, InvalidProblem) as error:
            if not self.methods:
                raise
            self.unavailable.append((method, error.faults[0]))
            return
        self.found[key(method)] = ranks
        twin = self.formulas.met_at(prepared, len(self.methods))
        if twin is not None:
            self.same.append((method, self.methods[twin]))
        if twin is None or not once:
            self.methods.append(method)

    def kept(self, ranks: Ranks) -> npt.NDArray[np.bool_]:
        """Return where one of the ranking's winners is first, for ranks ``(..., m)``."""
        return np.asarray((ranks[..., self.ranking.ranks == 1] == 1).any(axis=-1))

    def single_choices(
        self, names: Sequence[str]
    ) -> tuple[tuple[tuple[str, ...], ...], tuple[ChangedChoice, ...]]:
        """Return the choices that alone change the winner, by configuration and all together."""
        decisive: dict[tuple[str, str], ChangedChoice] = {}
        changed_by = []
        for method in self.methods:
            changing = []
            for name, value, alone in single_changes(self.methods[0], method):
                ranks = self._under_own_weights(alone)
                if ranks is not None and not self.kept(ranks):
                    changing.append(name)
                    decisive[name, repr(value)] = self._choice(name, value, ranks)
            changed_by.append(tuple(changing))
        own = self.found[key(self.methods[0])]
        for name, ranks in zip(names, own, strict=True):
            if not self.kept(ranks):
                decisive[WEIGHTING, name] = self._choice(WEIGHTING, name, ranks)
        return tuple(changed_by), tuple(decisive.values())

    def _choice(self, name: str, value: object, ranks: Ranks) -> ChangedChoice:
        ids, order = self.ranking.matrix.alternatives, self.ranking.order
        winners = tuple(ids[i] for i in order if ranks[i] == 1)
        return ChangedChoice(name=name, value=value, winners=winners)

    def _under_own_weights(self, method: Method) -> Ranks | None:
        if key(method) not in self.found:
            try:
                self.found[key(method)] = respecify(self.ranking, method, self.weights).ranks
            except (UnsuitableData, InvalidProblem):
                return None
        return self.found[key(method)][0]


def _weights(
    ranking: Ranking, weightings: Mapping[str, WeightVector]
) -> tuple[tuple[str, ...], FloatArray]:
    """Return names and values ``(s, n)`` of the weightings, the ranking's own first."""
    own, criteria = ranking.weights.values, ranking.matrix.criteria
    values: dict[str, FloatArray] = {}
    for name, vector in weightings.items():
        with error_path("weightings", name):
            values[name] = WeightVector.normalised(criteria, vector.as_dict()).values
    mine = next((n for n, v in values.items() if np.abs(v - own).max() <= _EQUAL), None)
    if mine is None and OWN in values:
        raise InvalidWeights([Fault("weighting_name_reserved", ("weightings", OWN), {"name": OWN})])
    first = mine or OWN
    ordered = {first: own, **{name: value for name, value in values.items() if name != first}}
    return tuple(ordered), np.array(list(ordered.values()))
