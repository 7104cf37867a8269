"""Sentences about results; every clause carries its figure."""

from collections.abc import Mapping

from mcda.ranks import TOLERANCE
from mcda.robust import SmallestChange
from mcda.texts import sentence
from mcda.texts.figures import Rounding, apportioned

_CLAUSES = 3
_POINTS = 100
_GAP = {"en": " ", "zh": ""}
_JOINED = {"en": ", ", "zh": "，"}


def change_sentence(
    found: SmallestChange, language: str = "en", names: Mapping[str, str] | None = None
) -> str:
    """Return how much weight has to move from what to what until who wins, and how sure it is.

    The moves named add up to the total as shown.

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
    fields = {
        "from_alternative": label.get(found.winner, found.winner),
        "to_alternative": label.get(found.winner_becomes, found.winner_becomes),
    }
    if found.towards is not None:
        towards = label.get(found.towards, found.towards)
        return sentence("smallest_change_level", language, {**fields, "criterion": towards})
    if found.distance <= TOLERANCE:
        return sentence("smallest_change_even", language, fields)
    rounding = Rounding.showing(_POINTS * found.distance)
    total = rounding.units(_POINTS * found.distance)
    fields["points"] = rounding.text(total)
    fields["moves"] = _JOINED[language].join(_clauses(found, rounding, total, language, label))
    said = sentence("smallest_change", language, fields)
    return said + _GAP[language] + _certainty(found, rounding, language)


def _clauses(
    found: SmallestChange, rounding: Rounding, total: int, language: str, label: Mapping[str, str]
) -> list[str]:
    """Return what moves from where to where, in amounts that add up to the total."""
    moves = found.moves()
    amounts = apportioned([rounding.exactly(_POINTS * move[2]) for move in moves], total)
    shown = [(*move[:2], units) for move, units in zip(moves, amounts, strict=True) if units]
    clauses = [
        sentence(
            "smallest_change_move",
            language,
            {
                "points": rounding.text(units),
                "donor": label.get(donor, donor),
                "receiver": label.get(receiver, receiver),
            },
        )
        for donor, receiver, units in shown[:_CLAUSES]
    ]
    if rest := sum(units for _, _, units in shown[_CLAUSES:]):
        told = {"points": rounding.text(rest)}
        clauses.append(sentence("smallest_change_rest", language, told))
    return clauses


def _certainty(found: SmallestChange, rounding: Rounding, language: str) -> str:
    """Return whether a smaller change may exist."""
    bound = rounding.below(_POINTS * found.lower_bound)
    fields = {"points": rounding.text(bound)}
    if not found.certified:
        code = "smallest_change_between" if bound else "smallest_change_uncertain"
        return sentence(code, language, fields)
    same = rounding.units(_POINTS * found.lower_bound) == rounding.units(_POINTS * found.distance)
    code = "smallest_change_certain" if same else "smallest_change_none_below"
    return sentence(code, language, fields)
