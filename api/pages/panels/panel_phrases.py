"""What the pages of a panel say, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.pages.scale_ends import scale_ends
from api.pages.words import words
from api.panels.panel_status import PanelStatus
from api.panels.questions import Judgement
from mcda.parks import Catalogue

HIGH, MIDDLE = 0.75, 0.5
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PanelPhrases:
    """Says what judges said.

    Parameters
    ----------
    language
        Of the sentences.
    names
        Of the criteria, by id.
    """

    language: Language
    names: Mapping[str, str]

    @property
    def _words(self) -> Mapping[str, str]:
        return words(self.language)["panels"]

    def consensus(self, share: float) -> str:
        """Return what a consensus means."""
        if share >= HIGH:
            return self._words["consensus_high"]
        return self._words["consensus_middle" if share >= MIDDLE else "consensus_low"]

    def pair(self, dispute: Plain) -> str:
        """Return the names of the pair to talk about."""
        first, second = (self.names[item] for item in dispute["pair"])
        return self._words["talk_pair"].format(first=first, second=second)

    def views(self, dispute: Plain) -> list[str]:
        """Return what the two say who differ most about it."""
        return [
            self._view(dispute[side], dispute["pair"], dispute[f"{side}_value"])
            for side in ("highest", "lowest")
        ]

    def judgement(self, said: Judgement) -> str:
        """Return an answer as its judge reads it again."""
        first, second = self.names[said["first"]], self.names[said["second"]]
        if said["value"] is None or said["value"] == 1:
            key = "said_unknown" if said["value"] is None else "said_equal"
            return self._words[key].format(first=first, second=second)
        heavier, lighter = (first, second) if said["value"] > 1 else (second, first)
        times = self._words[f"scale_{round(max(said['value'], 1 / said['value']))}"]
        return self._words["said_more"].format(heavier=heavier, lighter=lighter, times=times)

    def _view(self, name: str, pair: Sequence[str], value: float) -> str:
        if value == 1:
            return self._words["talk_equal"].format(name=name)
        heavier, lighter = pair if value > 1 else reversed(pair)
        return self._words["talk_says"].format(
            name=name,
            heavier=self.names[heavier],
            lighter=self.names[lighter],
            times=Numbers(self.language).figure(max(value, 1 / value)),
        )


def swings(catalogue: Catalogue, language: Language) -> dict[str, str]:
    """Return the improvement that each criterion's weight is the worth of, by id."""
    said = words(language)["panels"]["swing"]
    found = {}
    for info in catalogue.criteria:
        if info.scale is not None:
            worst, best = scale_ends(info, catalogue, language)
            found[info.id] = said.format(worst=worst, best=best)
    return found


def rows(standing: PanelStatus, plan: int) -> list[Plain]:
    """Return a row for every judge: how many pairs she judged, and whether that suffices.

    Parameters
    ----------
    standing
        Of the panel.
    plan
        How many pairs each is asked for; who judges more has done all of hers.
    """
    ready = {judge.number for judge in standing.ready}
    counts = [sum(item["value"] is not None for item in one.judgements) for one in standing.judges]
    return [
        {
            "number": judge.number,
            "name": judge.name,
            "count": count,
            "all": max(count, plan),
            "ready": judge.number in ready,
        }
        for judge, count in zip(standing.judges, counts, strict=True)
    ]
