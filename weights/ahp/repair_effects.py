"""Proposals that would make judgements consistent, and their effects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from mcda.errors import Note
from mcda.method import Method
from mcda.problem import Problem
from mcda.ranking import rank
from mcda.weight_vector import WeightVector
from weights.ahp.group import Group
from weights.ahp.inconsistent import within_place
from weights.ahp.least_consistent import least_consistent
from weights.ahp.priority_tree import NodePriorities, PriorityTree, solve
from weights.ahp.repair import Repair, repair
from weights.caps import apply_caps
from weights.spec import Statement
from weights.weightings import weighting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The repair of one matrix and its effect; nothing is changed by it."""

    node: str
    """Whose children are compared."""
    repair: Repair
    """Which judgements, before and after."""
    ask_again: Note | None
    """Which answers to ask again instead; None where the repair is small enough to propose."""
    weights_after: Mapping[str, float] | None
    """By criterion, if this proposal alone were accepted; None where answers are to be asked
    again."""
    winners_before: tuple[str, ...] | None
    """First places of the problem before and after; None without a problem, the latter also where
    answers are to be asked again."""
    winners_after: tuple[str, ...] | None
    """First places of the problem before and after; None without a problem, the latter also where
    answers are to be asked again."""


def proposals(
    statement: Statement,
    vector: WeightVector,
    problem: Problem | None = None,
    method: str | Method = "topsis",
) -> tuple[Proposal, ...]:
    """Return a proposal for every matrix of one judge whose consistency is not acceptable.

    The judgements of a group get no proposals, because each judge decides for themselves.
    """
    source = weighting_of(statement).judgements(statement)
    if not isinstance(source, PriorityTree):
        return ()
    repairs = []
    for node in source.judged():
        if node.consistency is None or node.consistency.acceptable or node.node.judgements is None:
            continue
        proposed = repair(node.node.judgements, node.node.items, source.table)
        if proposed is not None:
            repairs.append(_proposal(statement, vector, source, node, proposed, problem, method))
    return tuple(repairs)


def _proposal(
    statement: Statement,
    vector: WeightVector,
    source: PriorityTree,
    node: NodePriorities,
    proposed: Repair,
    problem: Problem | None,
    method: str | Method,
) -> Proposal:
    again, winners = proposed.ask_again, None
    if problem is not None:
        winners = rank(problem, vector, method).winners
    if again is not None:
        return Proposal(
            node=node.node.id,
            repair=proposed,
            ask_again=again,
            weights_after=None,
            winners_before=winners,
            winners_after=None,
        )
    repaired = replace(node.node, judgements=proposed.matrix_after)
    local = solve(repaired, source.priority, source.table).root.local
    moved = np.maximum(source.weights + node.share * (local - node.local) @ node.reach, 0.0)
    after = WeightVector.normalised(source.criteria, moved).reordered(
        [source.criteria.index(c) for c in vector.criteria]
    )
    if statement.caps:
        after = replace(after, values=apply_caps(after.values, statement.caps, after.criteria)[0])
    return Proposal(
        node=node.node.id,
        repair=proposed,
        ask_again=None,
        weights_after=after.as_dict(),
        winners_before=winners,
        winners_after=None if problem is None else rank(problem, after, method).winners,
    )


def least_fitting(statement: Statement) -> tuple[Note, ...]:
    """Return, for every matrix, the answer that fits the others least, as a sentence."""
    source = weighting_of(statement).judgements(statement)
    if isinstance(source, PriorityTree):
        return tuple(_least(source, None))
    if not isinstance(source, Group):
        return ()
    trees = zip(source.names, source.trees, strict=True)
    return tuple(note for name, tree in trees for note in _least(tree, name))


def _least(tree: PriorityTree, judge: str | None) -> Iterator[Note]:
    for node in tree.judged():
        if node.node.judgements is None:
            continue
        judgement = least_consistent(node.node.judgements, node.node.items, tree.table)
        if judgement is not None:
            yield replace(judgement, path=(), within=within_place(tree, node, judge))
