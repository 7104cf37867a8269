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
    r"""Return the fewest statements that no weights satisfy together.

    Where some statements can be satisfied together, every contradiction has a member among the
    others, a correction. A set that has a member in every known correction either contradicts
    itself, or the weights that satisfy it give another correction. When no set smaller than the
    best contradiction has a member in all of them, that is the smallest.

    Parameters
    ----------
    rows
        ``A (r, n)`` and ``b (r,)`` of each statement ``A w <= b``; together they have no solution
        among weights of at least 0 with sum 1.
    n
        Number of criteria.

    Returns
    -------
    members : tuple of int
        Places of the statements, ascending. Without any one of them the others can be satisfied.
    fewest : bool
        Whether no smaller number contradicts itself; False where proving it takes too long.

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
    """All rows ``A w <= b``, scaled, and which statement each belongs to."""

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
        """Leave out statements as long as the rest still contradicts itself."""
        kept = set(members) if self.contradicts(members) else set(range(self.statements))
        for place in sorted(kept):
            if self.contradicts(kept - {place}):
                kept.remove(place)
        return tuple(sorted(kept))

    def certificate(self) -> frozenset[int]:
        """Return statements that contradict each other, at most as many as criteria.

        They are those with a multiplier where the greatest violation is least (Farkas' lemma).
        """
        one = np.ones((len(self.A), 1))
        found = self._least(one, np.full(1, np.inf))
        multipliers = np.zeros(len(self.A)) if found is None else -found.ineqlin.marginals
        return frozenset(self.owner[multipliers > _SATISFIED].tolist())

    def correction(self, hard: Collection[int]) -> frozenset[int] | None:
        """Return the statements violated where those in `hard` hold and the others nearly do.

        The sum of the violations is least. None where those in `hard` cannot hold.
        """
        members = np.arange(self.statements)
        most = np.where(np.isin(members, list(hard)), 0.0, np.inf)
        found = self._least(np.eye(self.statements)[self.owner], most)
        if found is None:
            return None
        missed = self.A @ found.x[: self.A.shape[1]] > self.b + _SATISFIED
        return frozenset(self.owner[missed].tolist()) - frozenset(hard)

    def _least(self, sharing: FloatArray, most: FloatArray) -> Any:
        """Minimise the sum of violations v with ``A w <= b + sharing v``, ``0 <= v <= most``."""
        from scipy.optimize import linprog

        n, k = self.A.shape[1], len(most)
        options: Any = {"primal_feasibility_tolerance": _PRECISE}
        found = linprog(
            np.concatenate([np.zeros(n), np.ones(k)]),
            A_ub=np.hstack([self.A, -sharing]),
            b_ub=self.b,
            A_eq=np.concatenate([np.ones(n), np.zeros(k)])[None, :],
            b_eq=np.ones(1),
            bounds=[*[(0.0, 1.0)] * n, *((0.0, top) for top in most.tolist())],
            method="highs-ds",
            options=options,
        )
        return None if found.x is None else found


class _TooMany(Exception):
    """More partial sets than are looked at."""


def hitting_set(families: Sequence[frozenset[int]], most: int) -> frozenset[int] | None:
    """Return at most so many members that leave none of the sets without one, None if none do.

    Branches on the members of a smallest set that has none yet; disjoint sets bound how many
    more are needed.
    """
    left = _NODES

    def search(unhit: Sequence[frozenset[int]], most: int) -> frozenset[int] | None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _TooMany
        if not unhit:
            return frozenset()
        if most < _disjoint(unhit):
            return None
        smallest = min(unhit, key=len)
        often = sorted(smallest, key=lambda member: (-sum(member in s for s in unhit), member))
        for member in often:
            found = search([s for s in unhit if member not in s], most - 1)
            if found is not None:
                return found | {member}
        return None

    return search(families, most)


def _disjoint(families: Sequence[frozenset[int]]) -> int:
    """Return a number of sets without common members, a bound from below."""
    seen: set[int] = set()
    count = 0
    for family in sorted(families, key=len):
        if seen.isdisjoint(family):
            seen |= family
            count += 1
    return count
