"""Sentences of the pages of a panel, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.http.language import Language
from api.http.numbers import Numbers
from api.pages.scale_ends import scale_ends
from api.pages.words import words
from api.panels.questions import Judgement
from mcda.parks import Catalogue
from mcda.plain import Plain


@dataclass(frozen=True, slots=True)
class PanelPhrases:
    """Writes the judgements of judges as sentences."""

    language: Language
    """Of the sentences."""
    names: Mapping[str, str]
    """Of the criteria, by id."""

    @property
    def _words(self) -> Mapping[str, str]:
        return words(self.language)["panels"]

    def views(self, dispute: Plain) -> list[str]:
        """Return the views of the two judges who differ most about the pair."""
        phrases = []
        for side in ("highest", "lowest"):
            name, value = dispute[side], dispute[f"{side}_value"]
            if value == 1:
                phrases.append(self._words["talk_equal"].format(name=name))
                continue
            heavier, lighter = dispute["pair"] if value > 1 else reversed(dispute["pair"])
            times = Numbers(self.language).figure(max(value, 1 / value))
            parts = {"heavier": self.names[heavier], "lighter": self.names[lighter]}
            phrases.append(self._words["talk_says"].format(name=name, times=times, **parts))
        return phrases

    def judgement(self, said: Judgement) -> str:
        """Return an answer as a sentence for its judge."""
        first, second = self.names[said["first"]], self.names[said["second"]]
        if said["value"] is None or said["value"] == 1:
            key = "said_unknown" if said["value"] is None else "said_equal"
            return self._words[key].format(first=first, second=second)
        heavier, lighter = (first, second) if said["value"] > 1 else (second, first)
        times = self._words[f"scale_{round(max(said['value'], 1 / said['value']))}"]
        return self._words["said_more"].format(heavier=heavier, lighter=lighter, times=times)


def swings(catalogue: Catalogue, language: Language) -> dict[str, str]:
    """Return the improvement, by criterion, whose worth the criterion's weight measures."""
    phrase = words(language)["panels"]["swing"]
    by_id = {}
    for info in catalogue.criteria:
        if info.scale is not None:
            worst, best = scale_ends(info, catalogue, language)
            by_id[info.id] = phrase.format(worst=worst, best=best)
    return by_id
