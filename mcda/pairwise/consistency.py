"""Consistency of pairwise judgements: index, ratio and the verdict under each published table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mcda.cells import FloatArray
from mcda.pairwise.matrix import check_complete
from mcda.pairwise.priorities import principal_eigenvalue

RandomIndex = Literal[
    "saaty_2005", "saaty_1980", "alonso_lamata_2006", "donegan_dodd_1991", "tummala_ling_1994"
]
ACCEPTABLE = 0.10

# Mean consistency index of random matrices on the 1-9 scale, from n = 3 on.
_TABLES: Mapping[str, tuple[float, ...]] = {
    "saaty_2005": (
        0.52,
        0.89,
        1.11,
        1.25,
        1.35,
        1.40,
        1.45,
        1.49,
        1.52,
        1.54,
        1.56,
        1.58,
        1.59,
    ),
    "saaty_1980": (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    "donegan_dodd_1991": (0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055),
    "tummala_ling_1994": (
        0.5799,
        0.8921,
        1.1159,
        1.2358,
        1.3322,
        1.3952,
        1.4537,
        1.4882,
        1.5117,
        1.5356,
        1.5571,
        1.5714,
        1.5831,
    ),
}
# Alonso & Lamata: mean lambda_max of random matrices is close to a line in n.
_SLOPE, _INTERCEPT = 2.7699, 4.3513


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """How far judgements are from being consistent.

    Parameters
    ----------
    n
        Number of items.
    lambda_max
        Principal eigenvalue, >= n.
    index
        ``(lambda_max - n) / (n - 1)``.
    ratio
        Index by the random index of `table`; at most 0.10 is held acceptable.
    table
        Name of the random index.
    random_index
        Its value for n and `missing`; 0 for n <= 2 and for a spanning tree.
    missing
        Number of pairs that were not judged but completed.
    """

    n: int
    lambda_max: float
    index: float
    ratio: float
    table: str
    random_index: float
    missing: int = 0

    @property
    def acceptable(self) -> bool:
        """Whether the ratio is at most 0.10."""
        return self.ratio <= ACCEPTABLE


def random_index(n: int, table: RandomIndex = "saaty_2005", missing: int = 0) -> float:
    r"""Return the mean consistency index of random ``n x n`` matrices.

    Past the end of a table the line of Alonso & Lamata is used, which is fitted up to any n.
    With m pairs missing and completed optimally the index falls almost linearly, to 0 where the
    judgements form a spanning tree, :math:`m = (n - 1)(n - 2) / 2`:

    .. math:: RI(n, m) = \left(1 - \frac{2 m}{(n - 1)(n - 2)}\right) RI(n, 0)

    Simulated means lie within 3 % of it up to n = 9, within 7 % next to a spanning tree.

    Parameters
    ----------
    n
        Number of items.
    table
        Published index of complete matrices.
    missing
        Number m of pairs that were not judged.

    References
    ----------
    Alonso, J. A. & Lamata, M. T. (2006). Consistency in the analytic hierarchy process.
    doi:10.1142/S0218488506004114. Agoston, K. C. & Csato, L. (2022). Inconsistency thresholds
    for incomplete pairwise comparison matrices. Omega 108, 102576.
    doi:10.1016/j.omega.2021.102576, arXiv:2102.10558
    """
    if n <= 2:
        return 0.0
    known = _TABLES.get(table, ())
    full = known[n - 3] if n - 3 < len(known) else (_SLOPE * n - _INTERCEPT - n) / (n - 1)
    spare = (n - 1) * (n - 2) // 2  # judgements beyond a spanning tree
    return full * max(spare - missing, 0) / spare if missing else full


def consistency(
    matrix: FloatArray,
    table: RandomIndex = "saaty_2005",
    vector: FloatArray | None = None,
    missing: int = 0,
) -> Consistency:
    """Return the consistency of a reciprocal matrix.

    Parameters
    ----------
    matrix
        Shape ``(n, n)``, complete or completed optimally.
    table
        Published random index to divide by.
    vector
        Its principal eigenvector, where already known.
    missing
        Number of pairs that were completed. The index of a complete matrix would make an
        incomplete one look better than it is: what is not judged contradicts nothing.

    Raises
    ------
    InvalidJudgements
        A pair is still open (NaN).

    References
    ----------
    Saaty, T. L. (1980). The Analytic Hierarchy Process.
    """
    check_complete(matrix)
    n = len(matrix)
    expected = random_index(n, table, missing)
    if not expected:  # up to two items, or a spanning tree: no judgement can contradict another
        return Consistency(
            n=n,
            lambda_max=float(n),
            index=0.0,
            ratio=0.0,
            table=table,
            random_index=0.0,
            missing=missing,
        )
    largest = max(principal_eigenvalue(matrix, vector), float(n))
    index = (largest - n) / (n - 1)
    return Consistency(
        n=n,
        lambda_max=largest,
        index=index,
        ratio=index / expected,
        table=table,
        random_index=expected,
        missing=missing,
    )


def verdicts(found: Consistency) -> dict[str, dict[str, float | bool]]:
    """Return ratio and acceptance under every published table.

    Tables differ by up to 15 %, so that a matrix near the limit passes under one and fails under
    another.
    """
    answer: dict[str, dict[str, float | bool]] = {}
    for table in ("saaty_2005", *(t for t in _TABLES if t != "saaty_2005"), "alonso_lamata_2006"):
        expected = random_index(found.n, table, found.missing)  # type: ignore[arg-type]  # keys are the Literal
        ratio = found.index / expected if expected else 0.0
        answer[table] = {"consistency_ratio": ratio, "acceptable": ratio <= ACCEPTABLE}
    return answer
