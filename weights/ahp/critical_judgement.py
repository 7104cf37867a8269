"""The judgement whose smallest change changes the winner, and the winner without each judge."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.pairwise import principal_eigenvectors
from mcda.pairwise.worst_judgements import SCALE
from mcda.ranking import Ranking
from mcda.texts import Label
from weights.ahp.group import Group, mean_judgements
from weights.ahp.priority_tree import NodePriorities, PriorityTree, solve

Integers = npt.NDArray[np.int64]
_WORK = 50_000_000  # entries of the matrices whose priorities are computed, about a second
_FURTHEST = len(SCALE) - 1
Span = tuple[int, int]
Finish = Callable[[FloatArray], FloatArray]
"""What becomes of a source's weights ``(s, n)``: those of the ranking, its criteria in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """The smallest change of one judgement after which another alternative is first."""

    judge: str | None
    """Who gave it; None where there is only one."""
    node: str
    """Where the pair is compared."""
    pair: tuple[str, str]
    """The two items, the one called more important first."""
    given: float
    """How many times more important the first is said to be, and the scale step at which the winner
    changes; below 1 the second is the more important."""
    needed: float
    """How many times more important the first is said to be, and the scale step at which the winner
    changes; below 1 the second is the more important."""
    steps: int
    """Steps of the scale between the two."""
    winner: str
    """Before and after."""
    winner_becomes: str
    """Before and after."""
    parts: tuple[int, ...] = ()
    """Place of the judgements in a blend, and in the blend of that part, from 0; else empty."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The finding in words."""
        first, second = map(Label, self.pair)
        reverse = self.needed < 1
        fields = {
            "first": first,
            "second": second,
            "given": self.given,
            "needed": 1 / self.needed if reverse else self.needed,
            "steps": self.steps,
            "winner": Label(self.winner),
            "winner_becomes": Label(self.winner_becomes),
        }
        code = "deciding_judgement_reversed" if reverse else "deciding_judgement"
        within = None if self.judge is None else Note("within_judge", (), {"judge": self.judge})
        return Note(code, (), fields, within)


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Single changes of one node's judgements, and the weights they would give."""

    node: NodePriorities
    i: Integers
    j: Integers
    target: FloatArray
    steps: Integers
    share: float
    weights: FloatArray


def critical_judgement(
    source: PriorityTree | Group, ranking: Ranking, finish: Finish
) -> tuple[Deciding | None, int]:
    """Return the deciding judgement, and the number of steps up to which was searched.

    Every answered judgement is moved by one step of the 1-9 scale, then by two, and so on; the
    weights are computed again and ranked in batches. Missing judgements are completed again for the
    reported move, but held fixed during the search.

    `finish` applies the later changes of the weights: order of the criteria, caps, a blend. None if
    no single judgement changes the winner within the steps searched: 16 if all changes were tried;
    fewer after a result, or if the matrices are too many and too large to try them all.
    """
    if len(ranking.order) < 2:
        return None, 0
    trees = (source,) if isinstance(source, PriorityTree) else source.trees
    sizes = (len(node.local) for tree in trees for node in tree.judged())
    entries = sum(size**4 // 2 for size in sizes)  # moved by one step
    wide = max(1, min(_FURTHEST, _WORK // (10 * max(entries, 1))))  # steps at once
    done = 0
    while done < _FURTHEST and (done + wide) * entries <= _WORK:
        span = done + 1, min(done + wide, _FURTHEST)
        deciding = _fewest(source, ranking, finish, span)
        if deciding is not None:
            return deciding, deciding.steps
        done = span[1]
    return None, done


def _fewest(
    source: PriorityTree | Group, ranking: Ranking, finish: Finish, span: Span
) -> Deciding | None:
    """Return the change of fewest steps within a span that makes another alternative first."""
    best: Deciding | None = None
    for judge, moves in _all_moves(source, span):
        changed = np.flatnonzero(_changed(ranking, finish(moves.weights)))
        for k in changed[np.argsort(moves.steps[changed], kind="stable")].tolist():
            if best is not None and moves.steps[k] >= best.steps:
                break
            weights = finish(_completed(source, judge, moves, k))
            if _changed(ranking, weights)[0]:
                best = _deciding(judge, moves, k, ranking, weights)
                break
    return best


def _deciding(
    judge: str | None, moves: _Moves, k: int, ranking: Ranking, weights: FloatArray
) -> Deciding:
    ids, items = ranking.matrix.alternatives, moves.node.node.items
    i, j = int(moves.i[k]), int(moves.j[k])
    return Deciding(
        judge=judge,
        node=moves.node.node.id,
        pair=(items[i], items[j]),
        given=float(_matrix(moves.node)[i, j]),
        needed=float(moves.target[k]),
        steps=int(moves.steps[k]),
        winner=ids[ranking.order[0]],
        winner_becomes=ids[int(ranking.prepared.ranks(weights)[0].argmin())],
    )


def _all_moves(source: PriorityTree | Group, span: Span) -> Iterator[tuple[str | None, _Moves]]:
    """Yield, node by node, all changes of a judgement within a span of steps."""
    if isinstance(source, PriorityTree):
        for node in source.judged():
            yield None, _moves(source, node, source.weights, 1.0, span)
        return
    for name, tree, share in zip(source.names, source.trees, source.shares, strict=True):
        if share == 0:
            continue
        if source.common is None:
            for node in tree.judged():
                yield name, _moves(tree, node, source.weights, float(share), span)
        else:
            means = {mean.node.id: mean for mean in source.common.judged()}
            for own in tree.judged():
                yield (name, _moves_of_mean(source, own, means[own.node.id], float(share), span))


def _matrix(node: NodePriorities) -> FloatArray:
    if node.matrix is None:
        raise TypeError(node.node.id)  # pragma: no cover - only judged nodes are asked
    return node.matrix


def _steps_of(
    node: NodePriorities, span: Span
) -> tuple[Integers, Integers, FloatArray, FloatArray, Integers]:
    """Return row, column, value, target and number of steps of every change within a span."""
    matrix = _matrix(node)
    i, j = np.nonzero(np.triu(np.ones_like(matrix) if node.answered is None else node.answered, 1))
    swap = matrix[i, j] < 1
    i, j = np.where(swap, j, i), np.where(swap, i, j)
    values = matrix[i, j]
    here = np.abs(np.log(SCALE[None, :] / values[:, None])).argmin(axis=1)
    far = np.abs(np.arange(len(SCALE))[None, :] - here[:, None])
    row, target = np.nonzero((far >= span[0]) & (far <= span[1]))
    return i[row], j[row], values[row], SCALE[target], far[row, target]


def _moves(
    tree: PriorityTree, node: NodePriorities, weights: FloatArray, share: float, span: Span
) -> _Moves:
    i, j, _, target, steps = _steps_of(node, span)
    local = _locals(tree, node, i, j, target)
    moved = weights + share * node.share * (local - node.local) @ node.reach
    return _Moves(node, i, j, target, steps, share, np.maximum(moved, 0.0))


def _moves_of_mean(
    group: Group, own: NodePriorities, mean: NodePriorities, share: float, span: Span
) -> _Moves:
    i, j, values, target, steps = _steps_of(own, span)
    ratios = np.array([node.node.ratios for node in _same(group, own)], dtype=np.float64)
    # a mean is theirs alone who answered the pair
    power = share / np.asarray(group.shares @ ~np.isnan(ratios[:, i, j]))
    value = _matrix(mean)[i, j] * (target / values) ** power
    local = _locals(group.trees[0], mean, i, j, value)
    moved = group.weights + mean.share * (local - mean.local) @ mean.reach
    return _Moves(own, i, j, target, steps, share, np.maximum(moved, 0.0))


def _same(group: Group, own: NodePriorities) -> tuple[NodePriorities, ...]:
    """Return the results of every judge at the same node."""
    return group.at([node.node.id for node in group.trees[0].nodes()].index(own.node.id))


def _completed(
    source: PriorityTree | Group, judge: str | None, moves: _Moves, k: int
) -> FloatArray:
    """Return the weights after one move, ``(1, n)``, with missing judgements completed anew."""
    common = None if isinstance(source, PriorityTree) else source.common
    own = moves.node
    changed = np.array(own.node.judgements, dtype=np.float64)
    i, j, value = int(moves.i[k]), int(moves.j[k]), float(moves.target[k])
    changed[i, j], changed[j, i] = value, 1.0 / value
    node, scale = own, moves.share
    if isinstance(source, Group) and common is not None:
        node, scale = next(n for n in common.judged() if n.node.id == own.node.id), 1.0
        ratios = [node.node.ratios for node in _same(source, own)]
        ratios[source.names.index(str(judge))] = changed
        changed = mean_judgements(np.array(ratios, dtype=np.float64), source.shares)
    if not np.isnan(changed).any():
        return moves.weights[k : k + 1]
    tree = source if isinstance(source, PriorityTree) else source.trees[0]
    local = solve(replace(node.node, judgements=changed), tree.priority, tree.table).root.local
    moved = source.weights + scale * node.share * (local - node.local) @ node.reach
    return np.maximum(moved, 0.0)[None]


def _locals(
    tree: PriorityTree, node: NodePriorities, i: Integers, j: Integers, values: FloatArray
) -> FloatArray:
    """Return the priorities of the node's children after each single change, ``(s, k)``."""
    batch = np.repeat(_matrix(node)[None], len(values), axis=0)
    rows = np.arange(len(values))
    batch[rows, i, j], batch[rows, j, i] = values, 1.0 / values
    if tree.priority == "eigenvector":
        return principal_eigenvectors(batch)[0]
    means = np.exp(np.log(batch).mean(axis=2))
    return np.asarray(means / means.sum(axis=1, keepdims=True))


def _changed(ranking: Ranking, weights: FloatArray) -> np.ndarray:
    """Tell which weights make another alternative better than the winner, ``(s,)``."""
    if not len(weights):
        return np.zeros(0, dtype=bool)
    return np.asarray(ranking.prepared.ranks(weights)[:, ranking.order[0]] > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The first places without one judge."""

    judge: str
    """Who is left out."""
    winners: tuple[str, ...]
    """All alternatives that share the first rank then."""
    changes: bool
    """Whether the present winner is not among them."""
    parts: tuple[int, ...] = ()
    """Place of the group in a blend, and in the blend of that part, from 0; else empty."""


def left_out(group: Group, ranking: Ranking, finish: Finish) -> tuple[LeftOut, ...]:
    """Return the first places without each judge in turn, in the order of the judges.

    A judge is skipped if no judge with a share would remain.

    `finish` applies the later changes of the group's weights: order of the criteria, caps, a blend.
    """
    if len(group.names) < 2 or not ranking.order:
        return ()
    without = [(name, group.without(k)) for k, name in enumerate(group.names)]
    remaining = [(name, rest.weights) for name, rest in without if rest is not None]
    if not remaining:
        return ()
    weights = finish(np.array([values for _, values in remaining]))
    ids, first = ranking.matrix.alternatives, ranking.winner
    outcomes = []
    for (name, _), ranks in zip(remaining, ranking.prepared.ranks(weights).tolist(), strict=True):
        winners = tuple(ids[i] for i in ranking.order if ranks[i] == 1)
        outcomes.append(LeftOut(judge=name, winners=winners, changes=first not in winners))
    return tuple(outcomes)
