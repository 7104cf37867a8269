"""How a comparison's page writes names, figures and the sentences of an answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.language import Language
from api.pages.compare.figures import Tone
from mcda.texts.figures import Rounding, apportioned
from mcda.texts.marks import BLANK, COMMA

_POINTS = 100
_BRACKETS = re.compile(r"\s*[(（].*[)）]\s*$")
_PHRASES = re.compile(r"(?<=[，：；])|(?<=[,:;] )")
_COLOURED = ("first", "rival")
_PHRASE = Markup('<span class="phrase">{}</span>')
_COLOUR = Markup('<span class="{}">{}</span>')


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSentences:
    """Writes what a page shows, in one language.

    Parameters
    ----------
    language
        Of the page.
    names
        Of the alternatives, by id.
    tones
        Of those that are first under some weighting.
    in_points
        Scores lie in 0..1 and are told out of 100.
    """

    language: Language
    names: Mapping[str, str]
    tones: Mapping[str, Tone]
    in_points: bool

    def name(self, alternative: str) -> str:
        """Return the name of an alternative without what stands in brackets after it."""
        whole = self.names.get(alternative, alternative)
        return _BRACKETS.sub("", whole) or whole

    def listed(self, names: Sequence[str]) -> str:
        """Return names one after the other."""
        return COMMA[self.language].join(names)

    def coloured(self, sentence: str) -> Markup:
        """Return a sentence in which first choice and rival have their colours, names are brief.

        It breaks at its commas rather than within a phrase.
        """
        # Brief first: what stands in brackets after a name may hold commas.
        phrases = [phrase for phrase in _PHRASES.split(self._brief(sentence)) if phrase]
        if len(phrases) == 1:
            return self._marked(phrases[0])
        parts = [_PHRASE.format(self._marked(phrase.strip())) for phrase in phrases]
        return escape(BLANK[self.language]).join(parts)

    def plain(self, sentence: str) -> Markup:
        """Return the same without phrases that hold together."""
        return self._marked(self._brief(sentence))

    def _brief(self, sentence: str) -> str:
        """Return a sentence with brief names."""
        for key in sorted(self.names, key=lambda key: -len(self.names[key])):
            sentence = sentence.replace(self.names[key], self.name(key))
        return sentence

    def _marked(self, sentence: str) -> Markup:
        """Return a sentence in which the brief names of first choice and rival have colours."""
        tones = {self.name(key): tone for key, tone in self.tones.items() if tone in _COLOURED}
        pattern = "|".join(re.escape(name) for name in sorted(tones, key=len, reverse=True))
        parts = re.split(f"({pattern})", sentence) if pattern else [sentence]
        return escape("").join(
            _COLOUR.format(tones[part], part) if part in tones else escape(part) for part in parts
        )

    def amount(self, value: float) -> str:
        """Return a difference of scores: points of 100 to one decimal, else as large as it is."""
        told = self._scaled(value)
        rounding = self._rounding(told)
        return _minus(rounding.text(rounding.units(told)))

    def parts(self, parts: Mapping[str, float]) -> tuple[str, dict[str, str]]:
        """Return the sum of some differences and each of them; those shown add up to it."""
        scaled = {key: self._scaled(part) for key, part in parts.items()}
        whole = sum(scaled.values())
        rounding = self._rounding(whole)
        total = rounding.units(whole)
        units = apportioned([rounding.exactly(part) for part in scaled.values()], total)
        told = {key: _minus(rounding.text(n)) for key, n in zip(parts, units, strict=True)}
        return _minus(rounding.text(total)), told

    def _scaled(self, value: float) -> float:
        return _POINTS * value if self.in_points else value

    def _rounding(self, value: float) -> Rounding:
        return Rounding(1) if self.in_points else Rounding.showing(value)


def _minus(said: str) -> str:
    return said.replace("-", "\u2212")
