"""The wording of the values of a criterion, and the values between which questions move."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mcda.texts.figures import formatted, unit_names

Words = Mapping[str, str]
"""By language."""

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Levels with names, or figures with a unit, of one criterion.

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
    """Of the figures."""
    levels: tuple[tuple[float, Words], ...] = ()
    """Values and what each is called, lowest first; empty for figures."""
    rules: tuple[Words, ...] = ()
    """What each level asks for, in their order; empty where nobody says."""
    step: float | None = None
    """Between figures that questions name, above 0."""
    local: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    """Language -> factor and unit, in which figures are said once more."""

    def say(self, value: float) -> Words:
        """Return a value in words by language, a level by its name."""
        level = self._level(value)
        if level is not None:
            name = self.levels[level][1]
            return {"en": f"“{name['en']}”", "zh": f"“{name['zh']}”"}
        number, words = f"{value:,.6g}", {}
        # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
        is_unit = self.unit and not self.unit[0].isdigit()
        for language in LANGUAGES:
            words[language] = f"{number} {unit_names(self.unit)[language]}" if is_unit else number
            if language in self.local:
                factor, unit = self.local[language]
                words[language] += f"（{formatted(value * factor, '.0f')} {unit}）"
        return words

    def rule(self, value: float) -> Words | None:
        """Return the requirement of the level of a value; None without a level or a requirement."""
        level = self._level(value)
        return self.rules[level] if level is not None and self.rules else None

    def _level(self, value: float) -> int | None:
        places = (place for place, (at, _) in enumerate(self.levels) if abs(at - value) < 1e-9)
        return next(places, None)
