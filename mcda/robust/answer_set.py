"""Which alternatives can be first, given the doubt about data and weights."""

from mcda.cells import FloatArray
from mcda.errors import UnsuitableData
from mcda.method import Matrix
from mcda.ranking import Ranking
from mcda.robust.acceptability import Acceptability


def answer_set(answer: Ranking, drawn: Acceptability | None) -> tuple[str, ...]:
    """Return every alternative that can be first, most often first first.

    An alternative belongs when it wins now, when it was first in a draw, or when it wins with its
    uncertain cells at their best bounds and the others' at their worst.

    Parameters
    ----------
    answer
        A ranking.
    drawn
        Its acceptability, if it was sampled.
    """
    ids = answer.matrix.alternatives
    shares = dict.fromkeys(ids, 0.0)
    if drawn is not None:
        shares = dict(zip(ids, drawn.rank_shares[:, 0].tolist(), strict=True))
    members = {*answer.winners, *(name for name, share in shares.items() if share > 0)}
    members.update(name for i, name in enumerate(ids) if name not in members and _best(answer, i))
    place = {name: at for at, name in enumerate(answer.alternatives)}
    return tuple(sorted(members, key=lambda name: (-shares[name], place[name])))


def _best(answer: Ranking, row: int) -> bool:
    if not answer.spreads:
        return False
    try:
        prepared = answer.method.prepare(_favouring(answer, row))
    except UnsuitableData:
        return False
    ranks = prepared.ranks(answer.weights.values[None])
    return bool(ranks[0, row] == 1)


def _favouring(answer: Ranking, row: int) -> Matrix:
    matrix = answer.matrix
    values: FloatArray = matrix.values.copy()
    for (i, j), spread in answer.spreads.items():
        values[i, j] = spread.high if matrix.benefit[j] == (i == row) else spread.low
    return Matrix(
        values=values,
        benefit=matrix.benefit,
        ranges=matrix.ranges,
        alternatives=matrix.alternatives,
        criteria=matrix.criteria,
    )
