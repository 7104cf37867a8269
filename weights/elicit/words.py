"""How the values of a criterion are said, and between which of them questions move."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mcda.cells import FloatArray
from mcda.texts.figures import formatted, unit_names

Words = Mapping[str, str]
"""By language."""

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Levels with names, or figures with a unit, of one criterion.

    Parameters
    ----------
    unit
        Of the figures.
    levels
        Values and what each is called, lowest first; empty for figures.
    rules
        What each level asks for, in their order; empty where nobody says.
    step
        Between figures that questions name, above 0.
    local
        Language -> factor and unit, in which figures are said once more.

    Examples
    --------
    >>> from weights.elicit import Wording
    >>> Wording(unit="USD/m2", local={"zh": (7.1, "元/平方米")}).say(100)["zh"]
    '100 美元/平方米（710 元/平方米）'
    >>> levels = ((3, {"en": "three", "zh": "三通"}), (5, {"en": "five", "zh": "五通"}))
    >>> Wording(levels=levels).say(5)["en"]
    '“five”'
    """

    unit: str = ""
    levels: tuple[tuple[float, Words], ...] = ()
    rules: tuple[Words, ...] = ()
    step: float | None = None
    local: Mapping[str, tuple[float, str]] = field(default_factory=dict)

    def say(self, value: float) -> Words:
        """Return a value in words by language, a level by its name."""
        level = self._level(value)
        if level is not None:
            name = self.levels[level][1]
            return {"en": f"“{name['en']}”", "zh": f"“{name['zh']}”"}
        return {language: self._figure(value, language) for language in LANGUAGES}

    def rule(self, value: float) -> Words | None:
        """Return what the level of a value asks for; None where it is none, or nobody says."""
        level = self._level(value)
        return self.rules[level] if level is not None and self.rules else None

    def _level(self, value: float) -> int | None:
        places = (place for place, (at, _) in enumerate(self.levels) if abs(at - value) < 1e-9)
        return next(places, None)

    def _figure(self, value: float, language: str) -> str:
        number = f"{value:,.6g}"
        # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
        is_unit = self.unit and not self.unit[0].isdigit()
        said = f"{number} {unit_names(self.unit)[language]}" if is_unit else number
        if language not in self.local:
            return said
        factor, unit = self.local[language]
        return f"{said}（{formatted(value * factor, '.0f')} {unit}）"


def ends_of(points: FloatArray, low: float, high: float) -> FloatArray:
    """Return those of rising points that are offered: from the nearest of one end to the other's.

    Parameters
    ----------
    points
        Levels, or figures of a grid.
    low, high
        The least and the greatest value that the alternatives offer.
    """
    first, last = (int(abs(points - end).argmin()) for end in (low, high))
    return points[first : last + 1]
