"""Which alternatives can be first, given the doubt about data and weights."""

from contextlib import suppress

from mcda.errors import UnsuitableData
from mcda.ranking import Ranking
from mcda.robust.acceptability import Acceptability
from mcda.robust.possible_ranks import PossibleRanks, possible_ranks


def answer_set(
    answer: Ranking, drawn: Acceptability | None, possible: PossibleRanks | None = None
) -> tuple[str, ...]:
    """Return every alternative that can be first, most often first first.

    An alternative belongs when it wins now, when it was first in a draw, or when it can be first
    at the present weights while uncertain cells move within their bounds; see
    `mcda.robust.possible_ranks`. Bounds that the method cannot take add nobody.

    Parameters
    ----------
    answer
        A ranking.
    drawn
        Its acceptability, if it was sampled.
    possible
        Its possible ranks, if they are known.
    """
    ids = answer.matrix.alternatives
    shares = dict.fromkeys(ids, 0.0)
    if drawn is not None:
        shares = dict(zip(ids, drawn.rank_shares[:, 0].tolist(), strict=True))
    members = {*answer.winners, *(name for name, share in shares.items() if share > 0)}
    with suppress(UnsuitableData):
        known = possible or possible_ranks(answer, only_first=True)
        members.update(known.can_be_first)
    place = {name: at for at, name in enumerate(answer.alternatives)}
    return tuple(sorted(members, key=lambda name: (-shares[name], place[name])))
