"""Sentences about results; every clause carries its figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Spread
from mcda.method import TOLERANCE
from mcda.ranking import Ranking
from mcda.robust import SmallestChange
from mcda.texts import sentence
from mcda.texts.figures import Rounding, apportioned, native

_COMMA = {"en": ", ", "zh": "、"}
_GAP = {"en": " ", "zh": ""}
_QUOTED = {"en": "{}", "zh": "“{}”"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A language and the labels in it.

    Parameters
    ----------
    language
        ``"en"`` or ``"zh"``.
    names
        Labels of criteria and alternatives by id, and of units by ``"unit:"`` and the unit; the
        id or unit itself where there is none.
    """

    language: str
    names: Mapping[str, str]

    def name(self, key: str) -> str:
        """Return the label of a criterion or an alternative."""
        return self.names.get(key, key)

    def alternatives(self, keys: Sequence[str]) -> list[str]:
        """Return the labels of alternatives as they stand in a list."""
        return [_QUOTED[self.language].format(self.name(key)) for key in keys]

    def listed(self, items: Sequence[str]) -> str:
        """Return items one after the other."""
        return _COMMA[self.language].join(items)

    def joined(self, sentences: Sequence[str]) -> str:
        """Return sentences one after the other."""
        return _GAP[self.language].join(sentences)

    def figure(self, number: str, unit: str) -> str:
        """Return a number with its unit, if it has one."""
        if not unit:
            return number
        label = self.names.get(f"unit:{unit}", unit)
        if not unit[0].isdigit():
            return f"{number} {label}"
        # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
        return sentence("figure_on_scale", self.language, {"number": number, "unit": label})

    def cell(self, number: str, spread: Spread | None) -> str:
        """Return a number with the bounds of what it may be."""
        if spread is None:
            return number
        low, high = native(spread.low, spread.high)
        return sentence(
            "figure_between", self.language, {"number": number, "low": low, "high": high}
        )


def native_values(answer: Ranking) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return the headline values and which criteria were judged instead.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives on ``n`` criteria.

    Returns
    -------
    values : FloatArray
        Shape ``(m, n)``, in the unit of each criterion; where the alternatives were compared in
        pairs, their priorities, larger is better.
    judged : ndarray of bool
        Shape ``(n,)``.
    """
    unread = answer.method.unused_columns(answer.matrix.criteria)
    judged = np.array([criterion in unread for criterion in answer.matrix.criteria], dtype=bool)
    worth = answer.prepared.worth
    if worth is None or not judged.any():
        return answer.matrix.values, judged
    return np.where(judged, worth, answer.matrix.values), judged


_CLAUSES = 3
_POINTS = 100
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
