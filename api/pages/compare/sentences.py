"""What a comparison says in sentences, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.parks.labels import Labels
from mcda.texts import text

Answer = Mapping[str, Any]
_BETWEEN: Mapping[Language, str] = {"en": ", ", "zh": "、"}


@dataclass(frozen=True, slots=True)
class Sentences:
    """Makes sentences from numbers.

    Parameters
    ----------
    words
        Of the comparison's page.
    numbers, labels
        How numbers are written, and what parks and criteria are called.
    """

    words: Mapping[str, str]
    numbers: Numbers
    labels: Labels

    def headline(self, count: int, firsts: Sequence[str]) -> str:
        """Return how many weightings have how many different first places."""
        if len(firsts) == 1:
            return self._say("headline_one", count=count, park=firsts[0])
        return self._say("headline", count=count, winners=len(firsts))

    def listed(self, names: Sequence[str]) -> str:
        """Return names one after the other."""
        return _BETWEEN[self.numbers.language].join(names)

    def parks(self, ids: Sequence[str]) -> str:
        """Return the names of parks one after the other, empty for none."""
        return self.listed([self.labels.name(park) for park in ids])

    def tied(self, ids: Sequence[str]) -> str:
        """Return the names of parks that share a place."""
        names = self.parks(ids)
        return names if len(ids) == 1 else self._say("tied", names=names)

    def way(self, stretches: Sequence[Answer]) -> str:
        """Return who is first from one weighting on to the other."""
        winners = [self.tied((item["winner"], *item["tied_with"])) for item in stretches]
        if len(stretches) == 1:
            return self._say("way_all", park=winners[0])
        told = [
            self._say("way_from", park=park, share=self.numbers.share(item["from"]))
            for park, item in zip(winners[1:], stretches[1:], strict=True)
        ]
        return "".join([winners[0], *told])

    def word(self, code: str) -> str:
        """Return the word of a verdict."""
        return text(f"verdict_{code}", "title", self.numbers.language)

    def first_ask(self, names: Sequence[str]) -> str:
        """Return of which parks too little is known under a weighting, empty for none."""
        return self._say("first_ask", parks=self.listed(names)) if names else ""

    def behind(self, gap: Answer) -> str:
        """Return whose first is behind whose."""
        return self._say(
            "behind",
            under=gap["under"],
            park=self.labels.name(gap["alternative"]),
            first=self.labels.name(gap["first"]),
        )

    def wanted(self, names: Sequence[str]) -> str:
        """Return who puts a park first."""
        return self._say("wanted_by", names=self.listed(names))

    def _say(self, key: str, **fields: Any) -> str:
        return self.words[key].format(**fields)
