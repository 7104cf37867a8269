"""What the sentences of explanations share: names, lists, values in their units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcda.cells import Spread
from mcda.texts import sentence
from mcda.texts.figures import native

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
