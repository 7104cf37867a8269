"""Consistency of pairwise judgements: index, ratio and the verdict under each published table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

from mcda.cells import FloatArray
from mcda.pairwise.matrix import check_complete
from mcda.pairwise.priorities import principal_eigenvalue

RandomIndex = Literal[
    "saaty_2005",
    "saaty_1980",
    "alonso_lamata_2006",
    "alonso_lamata_2006_line",
    "donegan_dodd_1991",
    "tummala_ling_1994",
]
INDICES: tuple[RandomIndex, ...] = get_args(RandomIndex)
LINE: RandomIndex = "alonso_lamata_2006_line"
ACCEPTABLE = 0.10

# Mean consistency index of random matrices on the 1-9 scale, for n = 3, 4, ... as published.
_TABLES: Mapping[RandomIndex, tuple[float, ...]] = {
    "saaty_2005": (
        *(0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49),
        *(1.52, 1.54, 1.56, 1.58, 1.59),
    ),
    "saaty_1980": (
        *(0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
        *(1.51, 1.48, 1.56, 1.57, 1.59),
    ),
    "alonso_lamata_2006": (
        *(0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854),
        *(1.5141, 1.5365, 1.5551, 1.5713, 1.5838),
    ),
    "donegan_dodd_1991": (
        *(0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055),
        *(1.4213, 1.4497, 1.4643, 1.4822, 1.4969),
    ),
    "tummala_ling_1994": (
        *(0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882),
        *(1.5117, 1.5356, 1.5571, 1.5714, 1.5831),
    ),
}
# Alonso & Lamata: mean lambda_max of random matrices is close to a line in n.
_SLOPE, _INTERCEPT = 2.7699, 4.3513


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """How far judgements are from being consistent, :math:`a_{ij} a_{jk} = a_{ik}` for all items.

    Examples
    --------
    Each of three items was said to count twice as much as the next, and the last twice as much as
    the first: the eigenvalue is 2 + 1/2 + 1, the index (3.5 - 3) / 2, and the ratio 0.25 / 0.52.

    >>> import numpy as np
    >>> from mcda.pairwise import consistency
    >>> found = consistency(np.array([[1, 2, 1 / 2], [1 / 2, 1, 2], [2, 1 / 2, 1]]))
    >>> round(found.lambda_max, 4), round(found.index, 4), round(found.ratio, 4), found.acceptable
    (3.5, 0.25, 0.4808, False)
    """

    n: int
    """Number of items."""
    lambda_max: float
    """Principal eigenvalue, >= n."""
    index: float
    """``(lambda_max - n) / (n - 1)``."""
    ratio: float
    """Index by the random index of `table`; at most 0.10 is held acceptable."""
    table: str
    """Name of the random index that `ratio` divides by: the line where the asked table ends."""
    random_index: float
    """Its value for n and `missing`; 0 for n <= 2 and for a spanning tree."""
    missing: int = 0
    """Number of pairs that were not judged but completed."""

    @property
    def acceptable(self) -> bool:
        """Whether the ratio is at most 0.10."""
        return self.ratio <= ACCEPTABLE


def index_in_force(sizes: Iterable[int], table: RandomIndex) -> RandomIndex:
    """Return the random index that covers matrices of all these sizes.

    A table is used up to its published size, n = 15; beyond that the line fitted by Alonso &
    Lamata, which holds for any n, is used under its own name.
    """
    published = len(_TABLES.get(table, ())) + 2
    return table if max(sizes, default=0) <= published else LINE


def random_index(n: int, table: RandomIndex = "saaty_2005", missing: int = 0) -> float:
    r"""Return the mean consistency index of random ``n x n`` matrices by `index_in_force`.

    With m pairs missing and completed optimally the index falls almost linearly, to 0 where the
    judgements form a spanning tree, :math:`m = (n - 1)(n - 2) / 2`:

    .. math:: RI(n, m) = \left(1 - \frac{2 m}{(n - 1)(n - 2)}\right) RI(n, 0)

    Simulated means lie within 3 % of it up to n = 9, within 7 % next to a spanning tree.

    Parameters
    ----------
    n
        Number of items; up to 2 cannot contradict each other, and their index is 0.
    table
        Published index of complete matrices.
    missing
        Number m of pairs that were not judged.

    References
    ----------
    Saaty, T. L. (2005). Theory and Applications of the Analytic Network Process, p. 31.
    Saaty, T. L. (1980). The Analytic Hierarchy Process.
    Alonso, J. A. & Lamata, M. T. (2006). Consistency in the analytic hierarchy process: a new
    approach. International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 14(4),
    445-459. doi:10.1142/S0218488506004114
    Donegan, H. A. & Dodd, F. J. (1991). A note on Saaty's random indexes. Mathematical and
    Computer Modelling 15(10), 135-137. doi:10.1016/0895-7177(91)90098-R
    Agoston, K. C. & Csato, L. (2022). Inconsistency thresholds
    for incomplete pairwise comparison matrices. Omega 108, 102576.
    doi:10.1016/j.omega.2021.102576, arXiv:2102.10558

    Examples
    --------
    One judgement fewer of four items leaves 2 of the 3 that a spanning tree can do without.

    >>> from mcda.pairwise import random_index
    >>> random_index(4), round(random_index(4, missing=1), 4)
    (0.89, 0.5933)
    """
    if n <= 2:
        return 0.0
    name = index_in_force((n,), table)
    full = (_SLOPE * n - _INTERCEPT - n) / (n - 1) if name == LINE else _TABLES[name][n - 3]
    spare = (n - 1) * (n - 2) // 2  # judgements beyond a spanning tree
    return full * max(spare - missing, 0) / spare if missing else full


def consistency(
    matrix: FloatArray,
    table: RandomIndex = "saaty_2005",
    vector: FloatArray | None = None,
    missing: int = 0,
) -> Consistency:
    r"""Return how far a reciprocal matrix is from one of ratios of weights.

    .. math:: CI = \frac{\lambda_{max} - n}{n - 1}, \quad CR = CI / RI

    RI is the `random_index`. Both are 0 where the judgements are consistent; CR 1 is what random
    judgements have on average.

    Parameters
    ----------
    matrix
        Shape ``(n, n)``, complete or completed optimally.
    table
        Random index to divide by, as far as it was published.
    vector
        Its principal eigenvector, where already known.
    missing
        Number of pairs that were completed. The index of a complete matrix would make an
        incomplete one look better than it is: pairs not judged contradict nothing.

    Raises
    ------
    InvalidJudgements
        A pair is still open (NaN).

    References
    ----------
    Saaty, T. L. (1977). A scaling method for priorities in hierarchical structures. Journal of
    Mathematical Psychology 15(3), 234-281. doi:10.1016/0022-2496(77)90033-5
    Saaty, T. L. (1980). The Analytic Hierarchy Process.

    Examples
    --------
    The brightness of four chairs, compared by eye (Saaty 1977).

    >>> from mcda.pairwise import consistency, read_matrix
    >>> rows = [[1, 4, 6, 7], [None, 1, 3, 4], [None, None, 1, 2], [None, None, None, 1]]
    >>> found = consistency(read_matrix(rows, "abcd", incomplete=True))
    >>> round(found.lambda_max, 2), round(found.index, 2), found.acceptable
    (4.1, 0.03, True)
    """
    check_complete(matrix)
    n = len(matrix)
    table, expected = index_in_force((n,), table), random_index(n, table, missing)
    report = partial(Consistency, n=n, table=table, missing=missing)
    if not expected:  # up to two items, or a spanning tree: no judgement can contradict another
        return report(lambda_max=float(n), index=0.0, ratio=0.0, random_index=0.0)
    largest = max(principal_eigenvalue(matrix, vector), float(n))
    index = (largest - n) / (n - 1)
    return report(lambda_max=largest, index=index, ratio=index / expected, random_index=expected)


def verdicts(judged: Sequence[tuple[float, Consistency]]) -> dict[str, dict[str, float | bool]]:
    r"""Return ratio and acceptance under every random index that serves all the matrices.

    Tables differ by up to 15 %, so that a matrix near the limit passes under one and fails under
    another. Of matrices past the end of the tables only the line is left.

    Parameters
    ----------
    judged
        Matrices with their weight :math:`s_k`; the ratio of several is
        :math:`\sum_k s_k CI_k / \sum_k s_k RI_k` (Saaty 1980). None have no verdicts.

    Returns
    -------
    dict
        By table: ``consistency_ratio``, >= 0, and whether it is ``acceptable``, at most 0.10.

    Examples
    --------
    3 times 1 was said to be 8: just too much by one table, acceptable by an older one.

    >>> import numpy as np
    >>> from mcda.pairwise import consistency, verdicts
    >>> found = consistency(np.array([[1, 3, 8], [1 / 3, 1, 1], [1 / 8, 1, 1]]))
    >>> under = verdicts([(1.0, found)])
    >>> [round(under[table]["consistency_ratio"], 3) for table in ("saaty_2005", "saaty_1980")]
    [0.104, 0.093]
    """
    answer: dict[str, dict[str, float | bool]] = {}
    for table in dict.fromkeys(index_in_force((c.n for _, c in judged), t) for t in INDICES):
        expected = sum(share * random_index(c.n, table, c.missing) for share, c in judged)
        ratio = sum(share * c.index for share, c in judged) / expected if expected else 0.0
        answer[table] = {"consistency_ratio": ratio, "acceptable": ratio <= ACCEPTABLE}
    return answer if judged else {}
