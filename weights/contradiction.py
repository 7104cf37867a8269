"""The fewest statements about weights that contradict each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.polytope import Polytope

Rows = tuple[FloatArray, FloatArray]

_SATISFIED = 1e-9
_PRECISE = 1e-10
_WORK, _LEAST = 20_000, 20  # statements times programmes; about a second
_NODES = 20_000


def smallest_contradiction(rows: Sequence[Rows], n: int) -> tuple[tuple[int, ...], bool]:
    """Return the fewest statements that no weights satisfy together.

    If some statements can be satisfied together, every contradiction has a member among the others,
    which are called a correction. A set that has a member in every known correction either
    contradicts itself, or weights that satisfy it give another correction. If no set smaller than
    the best contradiction has a member in all corrections, that contradiction is the smallest.

    The statements ``A w <= b`` have no solution among weights of at least 0 with sum 1; without any
    one of the returned statements the rest of them can be satisfied. The second result tells
    whether no smaller contradiction exists: False if the proof takes too long.

    References
    ----------
    Ignatiev, A., Previti, A., Liffiton, M. & Marques-Silva, J. (2015). Smallest MUS extraction
    with minimal hitting set dualization. CP 2015, LNCS 9255, 173-182.
    doi:10.1007/978-3-319-23219-5_13
    Gleeson, J. & Ryan, J. (1990). Identifying minimally infeasible subsystems of inequalities.
    ORSA Journal on Computing 2(1), 61-63. doi:10.1287/ijoc.2.1.61
    """
    system = _System.of(rows, n)
    best = system.irreducible(system.certificate())
    corrections: list[frozenset[int]] = []
    for _ in range(_WORK // (len(rows) + _LEAST)):
        try:
            candidate = hitting_set(corrections, len(best) - 1)
        except _TooMany:
            break
        if candidate is None:
            return best, True
        correction = system.correction(candidate)
        if correction is not None:
            corrections.append(correction)
        elif system.contradicts(candidate):
            best = system.irreducible(candidate)
        else:
            break
    return best, False


@dataclass(frozen=True, slots=True, eq=False)
class _System:
    """All rows ``A w <= b``, scaled, with the index of the statement of each row."""

    A: FloatArray
    b: FloatArray
    owner: npt.NDArray[np.intp]
    statements: int

    @classmethod
    def of(cls, rows: Sequence[Rows], n: int) -> "_System":
        A = np.vstack([np.zeros((0, n)), *(A for A, _ in rows)])
        b = np.concatenate([np.zeros(0), *(b for _, b in rows)])
        scale = np.abs(A).max(axis=1, initial=0.0)
        scale[scale == 0] = 1.0
        owner = np.repeat(np.arange(len(rows)), [len(b) for _, b in rows])
        return cls(A / scale[:, None], b / scale, owner, len(rows))

    def contradicts(self, members: Collection[int]) -> bool:
        chosen = np.isin(self.owner, list(members))
        return Polytope(self.A[chosen], self.b[chosen]).is_empty()

    def irreducible(self, members: Collection[int]) -> tuple[int, ...]:
        """Remove statements as long as the remaining ones contradict each other."""
        core = set(members) if self.contradicts(members) else set(range(self.statements))
        for place in sorted(core):
            if self.contradicts(core - {place}):
                core.remove(place)
        return tuple(sorted(core))

    def certificate(self) -> frozenset[int]:
        """Return statements that contradict each other, at most as many as criteria.

        These statements have a multiplier when the greatest violation is least (Farkas' lemma).
        """
        solution = self._least(np.ones((len(self.A), 1)), np.full(1, np.inf))
        multipliers = np.zeros(len(self.A)) if solution is None else -solution.ineqlin.marginals
        return frozenset(self.owner[multipliers > _SATISFIED].tolist())

    def correction(self, hard: Collection[int]) -> frozenset[int] | None:
        """Return the statements that are violated if those in `hard` hold and the others nearly do.

        The sum of the violations is least. None if the statements in `hard` cannot hold together.
        """
        most = np.where(np.isin(np.arange(self.statements), list(hard)), 0.0, np.inf)
        solution = self._least(np.eye(self.statements)[self.owner], most)
        if solution is None:
            return None
        missed = self.A @ solution.x[: self.A.shape[1]] > self.b + _SATISFIED
        return frozenset(self.owner[missed].tolist()) - frozenset(hard)

    def _least(self, sharing: FloatArray, most: FloatArray) -> Any:
        """Minimise the sum of violations v with ``A w <= b + sharing v``, ``0 <= v <= most``."""
        from scipy.optimize import linprog

        n, k = self.A.shape[1], len(most)
        options: Any = {"primal_feasibility_tolerance": _PRECISE}
        solution = linprog(
            np.concatenate([np.zeros(n), np.ones(k)]),
            A_ub=np.hstack([self.A, -sharing]),
            b_ub=self.b,
            A_eq=np.concatenate([np.ones(n), np.zeros(k)])[None, :],
            b_eq=np.ones(1),
            bounds=[*[(0.0, 1.0)] * n, *((0.0, top) for top in most.tolist())],
            method="highs-ds",
            options=options,
        )
        return None if solution.x is None else solution


class _TooMany(Exception):
    """The search has examined more partial sets than its budget allows."""


def hitting_set(families: Sequence[frozenset[int]], most: int) -> frozenset[int] | None:
    """Return at most `most` members that hit every set, None if no such members exist.

    The search branches on the members of a smallest set that is not hit yet; disjoint sets give a
    lower bound of the number of members still needed.
    """
    budget = _NODES

    def search(unhit: Sequence[frozenset[int]], most: int) -> frozenset[int] | None:
        nonlocal budget
        budget -= 1
        if budget < 0:
            raise _TooMany
        if not unhit:
            return frozenset()
        if most < _disjoint(unhit):
            return None
        smallest = min(unhit, key=len)
        often = sorted(smallest, key=lambda member: (-sum(member in s for s in unhit), member))
        for member in often:
            hits = search([s for s in unhit if member not in s], most - 1)
            if hits is not None:
                return hits | {member}
        return None

    return search(families, most)


def _disjoint(families: Sequence[frozenset[int]]) -> int:
    """Return the number of disjoint sets in a greedy choice, a lower bound for a hitting set."""
    covered: set[int] = set()
    count = 0
    for family in sorted(families, key=len):
        if covered.isdisjoint(family):
            covered |= family
            count += 1
    return count
