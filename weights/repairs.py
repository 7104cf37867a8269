"""Proposals that would make judgements consistent, with what they would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from mcda.errors import Note
from mcda.method import Method
from mcda.problem import Problem
from mcda.ranking import rank
from mcda.weight_vector import WeightVector
from weights.caps import apply_caps
from weights.pairwise.least_consistent import least_consistent
from weights.pairwise.priority_tree import NodePriorities, PriorityTree, solve
from weights.pairwise.repair import Repair, repair
from weights.spec import Statement
from weights.weightings import weighting_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The repair of one matrix and its effect; nothing is changed by it.

    Parameters
    ----------
    node
        Whose children are compared.
    repair
        Which judgements, before and after.
    ask_again
        Which answers to ask again instead; None where the repair is small enough to propose.
    weights_after
        By criterion, if this proposal alone were accepted; None where answers are to be asked
        again.
    winners_before, winners_after
        First places of the problem before and after; None without a problem, the latter also
        where answers are to be asked again.
    """

    node: str
    repair: Repair
    ask_again: Note | None
    weights_after: Mapping[str, float] | None
    winners_before: tuple[str, ...] | None
    winners_after: tuple[str, ...] | None


def proposals(
    statement: Statement,
    vector: WeightVector,
    problem: Problem | None = None,
    method: str | Method = "topsis",
) -> tuple[Proposal, ...]:
    """Return a proposal for every matrix of one judge whose consistency is not acceptable.

    Parameters
    ----------
    statement
        The judgements; a group's are each judge's own affair and give none.
    vector
        What it was resolved to.
    problem, method
        To show who would win before and after.
    """
    source = weighting_of(statement).judgements(statement)
    if not isinstance(source, PriorityTree):
        return ()
    found = []
    for node in source.judged():
        if node.consistency is None or node.consistency.acceptable or node.node.judgements is None:
            continue
        proposed = repair(node.node.judgements, node.node.items, source.table)
        if proposed is not None:
            found.append(_proposal(statement, vector, source, node, proposed, problem, method))
    return tuple(found)


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
    after = _after(statement, vector, source, node, proposed)
    return Proposal(
        node=node.node.id,
        repair=proposed,
        ask_again=None,
        weights_after=after.as_dict(),
        winners_before=winners,
        winners_after=None if problem is None else rank(problem, after, method).winners,
    )


def _after(
    statement: Statement,
    vector: WeightVector,
    source: PriorityTree,
    node: NodePriorities,
    proposed: Repair,
) -> WeightVector:
    """Return the weights with one matrix repaired."""
    repaired = replace(node.node, judgements=proposed.matrix_after)
    local = solve(repaired, source.priority, source.table).root.local
    moved = np.maximum(source.weights + node.share * (local - node.local) @ node.reach, 0.0)
    after = WeightVector.normalised(source.criteria, moved).reordered(
        [source.criteria.index(c) for c in vector.criteria]
    )
    if statement.caps:
        after = replace(after, values=apply_caps(after.values, statement.caps, after.criteria)[0])
    return after


def least_fitting(statement: Statement) -> tuple[Note, ...]:
    """Return, for every matrix, the answer that fits the others least, as a sentence.

    Parameters
    ----------
    statement
        Of one judge or a group; the sentences name judge and node.
    """
    source = weighting_of(statement).judgements(statement)
    if isinstance(source, PriorityTree):
        return tuple(_least(source, None))
    if source is None:
        return ()
    trees = zip(source.names, source.trees, strict=True)
    return tuple(note for name, tree in trees for note in _least(tree, name))


def _least(tree: PriorityTree, judge: str | None) -> Iterator[Note]:
    for node in tree.judged():
        if node.node.judgements is None:
            continue
        found = least_consistent(node.node.judgements, node.node.items, tree.table)
        if found is not None:
            flat = not node.node.path and node is tree.root
            yield replace(found, path=(), within=_within(judge, None if flat else node.node.id))


def _within(judge: str | None, node: str | None) -> Note | None:
    if judge is None:
        return None if node is None else Note("within_node", (), {"node": node})
    if node is None:
        return Note("within_judge", (), {"judge": judge})
    return Note("within_judge_and_node", (), {"judge": judge, "node": node})
