"""Sentences about results; every clause carries its figure."""

from collections.abc import Mapping

from mcda.robust import SmallestChange
from mcda.texts import sentence

_CLAUSES = 3
_JOINED = {"en": ", ", "zh": "，"}


def change_sentence(
    found: SmallestChange, language: str = "en", names: Mapping[str, str] | None = None
) -> str:
    """Return how much weight has to move from what to what until who wins.

    Parameters
    ----------
    found
        The smallest change.
    language
        ``"en"`` or ``"zh"``.
    names
        Labels of criteria and alternatives by id; the id where there is none.
    """
    label = {} if names is None else names
    moves = found.moves()
    clauses = [
        sentence(
            "smallest_change_move",
            language,
            {
                "points": f"{100 * amount:.1f}",
                "donor": label.get(donor, donor),
                "receiver": label.get(receiver, receiver),
            },
        )
        for donor, receiver, amount in moves[:_CLAUSES]
    ]
    if len(moves) > _CLAUSES:
        rest = 100 * sum(amount for _, _, amount in moves[_CLAUSES:])
        clauses.append(sentence("smallest_change_rest", language, {"points": f"{rest:.1f}"}))
    return sentence(
        "smallest_change",
        language,
        {
            "points": f"{100 * found.distance:.1f}",
            "moves": _JOINED[language].join(clauses) or "-",
            "from_alternative": label.get(found.winner, found.winner),
            "to_alternative": label.get(found.winner_becomes, found.winner_becomes),
        },
    )
